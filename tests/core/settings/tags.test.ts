import assert from "node:assert/strict";
import { parseAccount } from "../../../core/settings/parseAccount.ts";
import { parseTenant } from "../../../core/settings/parseTenant.ts";

/** What is said of tags, in the settings of both kinds. */
function problemsOf(tags: Readonly<Record<string, unknown>>): string[] {
  const said = (problems: readonly { readonly where: string; readonly message: string }[]) =>
    problems
      .filter(({ where }) => /^\w+\.tags/.test(where))
      .map(({ where, message }) => `${where.replace(/^\w+\./, "")}: ${message}`);
  const tenant = said(parseTenant({ tags }).problems);
  assert.deepEqual(said(parseAccount({ tags }).problems), tenant);
  return tenant;
}

describe("tags in the settings", () => {
  it("are letters, digits, spaces and what AWS takes of the rest", () => {
    assert.deepEqual(
      problemsOf({
        "cost center": "BI: Zürich/東京 + 1=2",
        "team@x.y_z-1": "",
        ["x".repeat(128)]: "1",
      }),
      [],
    );
    const what = "use letters, digits, spaces and _ . : / = + - @";
    for (const odd of ["a&b", "a,b", "a\nb", "a(b)", "a*", "😀"]) {
      assert.equal(problemsOf({ [odd]: "x" }).length, 1, odd);
      assert.match(
        problemsOf({ [odd]: "x" }).join(),
        new RegExp(`is not a good name; ${what}`.replaceAll("+", "\\+")),
      );
      assert.match(
        problemsOf({ owner: odd }).join(),
        new RegExp(`^tags\\.owner: .*${what}`.replaceAll("+", "\\+")),
      );
    }
  });

  it("do not begin as those of AWS do", () => {
    for (const key of ["aws:team", "AWS:team", "Aws:"]) {
      assert.match(
        problemsOf({ [key]: "x" }).join(),
        /is not a good name; AWS keeps what begins with aws: for itself/,
      );
    }
    assert.deepEqual(problemsOf({ "aws-team": "aws:x" }), []);
  });
});
