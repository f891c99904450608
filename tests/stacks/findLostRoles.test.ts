import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { findFormerRoles } from "../../stacks/findFormerRoles.ts";
import { findLostRoles } from "../../stacks/findLostRoles.ts";
import type { StackResources } from "../../stacks/readState.ts";

const role = "quicksight-fed-users";

describe("a federation role that account settings give up", () => {
  let resources: StackResources;
  before(async () => {
    const state = JSON.parse(await readFile("tests/states/0.1/dev.json", "utf8")) as {
      deployment: { resources: { urn: string; type: string; outputs?: object }[] };
    };
    resources = Object.fromEntries(
      state.deployment.resources.map(({ urn, type, outputs }) => [
        urn,
        // The recorded one is encrypted; the engine hands it over as it is.
        {
          type,
          outputs: { ...outputs, ...(urn.endsWith("account-federation-role") && { value: role }) },
        },
      ]),
    );
  });

  const lost = (settings: { role: string; existing: boolean }, state = resources) =>
    findLostRoles(findFormerRoles(state), settings).map(({ name }) => name);
  const without = (type: string) =>
    Object.fromEntries(Object.entries(resources).filter(([, one]) => one.type !== type));

  it("is none while the settings name the role that the stack made", () => {
    assert.deepEqual(lost({ role, existing: false }), []);
    assert.deepEqual(lost({ role, existing: false }, {}), []);
  });

  it("is the one that was made when another is named, or when it is said to be somebody else's", () => {
    assert.deepEqual(lost({ role: "corp-users", existing: false }), [role]);
    assert.deepEqual(lost({ role: "corp-users", existing: true }), [role]);
    assert.deepEqual(lost({ role, existing: true }), [role]);
  });

  it("is the one that was announced where somebody else made it, or a run made the new one and failed", () => {
    const existing = without("aws:iam/role:Role");
    assert.deepEqual(lost({ role: "corp-users", existing: true }, existing), [role]);
    assert.deepEqual(lost({ role, existing: true }, existing), []);
    const replaced = Object.fromEntries(
      Object.entries(resources).map(([urn, one]) =>
        urn.endsWith("Role::federation")
          ? [urn, { ...one, outputs: { name: "corp-users" } }]
          : [urn, one],
      ),
    );
    assert.deepEqual(lost({ role: "corp-users", existing: false }, replaced), [role]);
  });
});
