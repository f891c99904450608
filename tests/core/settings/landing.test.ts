import assert from "node:assert/strict";
import { problemsOf } from "./support/problemsOf.ts";

const landing = (more: object = {}) => ({ contact: "BI desk", ...more });
const newcomers = (more: object) =>
  problemsOf({ groups: { new: {} }, landing: landing({ newcomers: "new" }), ...more });

describe("the landing page in the settings", () => {
  it("needs to say whom to ask, and nothing else", () => {
    assert.deepEqual(problemsOf({ landing: landing() }), []);
    assert.equal(problemsOf({ landing: {} }).length, 1);
    assert.match(problemsOf({ landing: landing({ titel: "Start" }) }).join(), /titel/);
  });

  it("has names of its own for its data", () => {
    assert.deepEqual(problemsOf({ name: "landing-page", landing: landing() }), [
      "dataSets.landing-page: is what tenant.landing calls its own; use another name",
    ]);
    assert.deepEqual(problemsOf({ name: "landing-page" }), []);
  });

  it("lists what access gives somebody by that name or id", () => {
    const access = [{ group: "readers", dashboards: ["KPIs"] }];
    assert.deepEqual(problemsOf({ access, landing: landing({ dashboards: ["KPIs"] }) }), []);
    const [problem = ""] = problemsOf({ access, landing: landing({ dashboards: ["kpis"] }) });
    assert.match(
      problem,
      /^landing\.dashboards\[0\]: is in no entry of tenant\.access \(got "kpis"\)/,
    );
  });

  it("puts newcomers into a group of the tenant that makes readers of them", () => {
    assert.deepEqual(newcomers({}), []);
    assert.deepEqual(newcomers({ groups: { new: { role: "READER" } } }), []);
    assert.match(
      newcomers({ groups: { other: {} } }).join(),
      /newcomers: is not a group of this tenant/,
    );
    assert.match(
      newcomers({ groups: { new: { role: "AUTHOR" } } }).join(),
      /newcomers are readers/,
    );
    assert.match(
      newcomers({ groups: { new: { customPermissions: "no-exports" } } }).join(),
      /no custom permissions \(group new gives no-exports\)/,
    );
  });

  it("gives newcomers nothing but the page, whatever else opens something", () => {
    const rules = [{ group: "new", values: { city: "Paris" } }];
    const cases: [object, string][] = [
      [{ access: [{ group: "new", dashboards: ["KPIs"] }] }, "tenant.access[0]"],
      [{ set: { viewers: ["new"] } }, "tenant.dataSets.accounts"],
      [{ set: { rowRules: rules, viewers: [] } }, "tenant.dataSets.accounts.rowRules"],
      [
        { set: { columnRules: [{ columns: ["city"], groups: ["new"] }] } },
        "tenant.dataSets.accounts.columnRules",
      ],
    ];
    for (const [more, where] of cases) {
      assert.match(
        newcomers(more).join("\n"),
        new RegExp(`group new is in ${where.replace(/[[\]]/g, "\\$&")}`),
      );
    }
  });
});
