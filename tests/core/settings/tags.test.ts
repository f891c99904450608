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
        "team@x.y_z-1": "x",
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

/** AWS would refuse them when other things have been made. */
describe("tags that some services refuse", () => {
  type Tags = Record<string, string>;
  const ofAccount = (tags: Tags) =>
    parseAccount({ namespaces: ["default"], federation: { samlProvider: "okta" }, tags });
  const ofTenant = (tags: Tags) =>
    parseTenant({
      ...{ namespace: "default", account: "organization/quicksight-governance/dev", tags },
      ...{ membership: { file: "data/membership.csv" }, groups: { usa: {} } },
    });
  const said = ({ problems }: ReturnType<typeof ofAccount> | ReturnType<typeof ofTenant>) =>
    problems.map(({ where, message }) => `${where}: ${message}`).join("\n");
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${index}`, "x"]));

  it("are taken as every service takes them, with letters of all alphabets", () => {
    const tags = { "Kosten stelle": "München 4711", "team/owner": "bi@oktank.com" };
    assert.equal(said(ofAccount(tags)) + said(ofTenant(tags)), "");
    assert.equal(said(ofAccount(many(50))) + said(ofTenant(many(10))), "");
  });

  it("are refused where there are more than AWS takes", () => {
    assert.match(said(ofAccount(many(51))), /^account\.tags: .*; use at most 50 tags/);
    assert.match(said(ofTenant(many(11))), /^tenant\.tags: .*; use at most 10 tags/);
  });

  it("are refused where AWS keeps the key for itself, in whatever case", () => {
    for (const key of ["aws:owner", "AWS:owner"]) {
      assert.match(said(ofAccount({ [key]: "x" })), /^account\.tags\.aws:owner: .* aws:/i);
      assert.match(said(ofTenant({ [key]: "x" })), /^tenant\.tags\.aws:owner: .* aws:/i);
    }
  });

  it("are refused with characters that IAM and Parameter Store do not take", () => {
    assert.match(said(ofAccount({ "a&b": "x" })), /^account\.tags\.a&b: .*use letters, digits/);
    assert.match(said(ofTenant({ owner: "R&D" })), /^tenant\.tags\.owner: .*use letters, digits/);
  });

  it("are refused where IAM takes two for one, or QuickSight takes none", () => {
    const twice = { Owner: "a", owner: "b" };
    assert.match(said(ofAccount(twice)), /^account\.tags: .*; name each tag once/);
    assert.equal(said(ofTenant(twice)), "");
    assert.match(said(ofTenant({ owner: "" })), /^tenant\.tags\.owner: .*; give the tag a value/);
    assert.equal(said(ofAccount({ owner: "" })), "");
  });
});
