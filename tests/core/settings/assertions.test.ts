import assert from "node:assert/strict";
import { parseAccount } from "../../../core/settings/parseAccount.ts";
import { parseTenant } from "../../../core/settings/parseTenant.ts";

const tenant = {
  namespace: "default",
  account: "organization/quicksight-governance/dev",
  membership: { file: "membership.csv" },
  groups: { hr: {}, critical: { role: "READER" } },
};
const account = { namespaces: ["default", "partners"], federation: { samlProvider: "Okta" } };

const ofTenant = (...assertions: object[]) =>
  parseTenant({
    ...tenant,
    assertions: assertions.map((one) => ({ ...one, reason: "a test" })),
  }).problems.map(({ where, message }) => `${where}: ${message}`);
const ofAccount = (...assertions: object[]) =>
  parseAccount({
    ...account,
    assertions: assertions.map((one) => ({ ...one, reason: "a test" })),
  }).problems.map(({ where, message }) => `${where}: ${message}`);

describe("assertions in the settings", () => {
  it("of a tenant name its groups, and no others", () => {
    assert.deepEqual(ofTenant({ never: { group: "hr", dashboard: "x" } }), []);
    assert.deepEqual(
      ofTenant(
        { never: { group: "hrr", dashboard: "x" } },
        { only: { groups: ["hr", "toString"], dashboard: "x" } },
      ),
      [
        'tenant.assertions[0].never.group: is not a group of this tenant (got "hrr"); use one of hr, critical',
        'tenant.assertions[1].only.groups[1]: is not a group of this tenant (got "toString"); use one of hr, critical',
      ],
    );
  });

  it("of the account name groups with their namespace, of one that it has", () => {
    assert.deepEqual(ofAccount({ never: { group: "partners/quicksight-fed-x", topic: "x" } }), []);
    assert.deepEqual(
      ofAccount(
        { never: { group: "hr", dashboard: "x" } },
        { never: { groups: ["partner/hr"], dashboard: "x" } },
        { never: { namespaces: ["prtners"], tenant: "defalt" } },
      ),
      [
        'account.assertions[0].never.group: has no namespace (got "hr"); write it as namespace/whole-name, such as default/quicksight-fed-hr',
        'account.assertions[1].never.groups: is of no namespace of account.namespaces (got "partner"); use one of default, partners',
        'account.assertions[2].never.namespaces: is no namespace of account.namespaces (got "prtners"); use one of default, partners',
        'account.assertions[2].never.tenant: is no namespace of account.namespaces (got "defalt"); use one of default, partners',
      ],
    );
  });

  it("exclude somebody: only everybody of an account is nobody else", () => {
    assert.deepEqual(ofTenant({ only: { everybody: true, dashboard: "x" } }), []);
    const said =
      "leaves nobody else whom it could exclude; name groups, people or namespaces, or use never or always";
    assert.deepEqual(
      ofAccount(
        { only: { everybody: true, dashboard: "x" } },
        { only: { people: ["a", "**"], dashboard: "x" } },
        { never: { everybody: true, dashboard: "x" } },
      ),
      [
        `account.assertions[0].only.everybody: ${said}`,
        `account.assertions[1].only.people[1]: ${said}`,
      ],
    );
  });
});
