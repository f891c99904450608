import assert from "node:assert/strict";
import fc from "fast-check";
import { groupNameOf, groupOf, sessionOf, userNameOf } from "../../../core/aws/scope.ts";
import { scope } from "../../support/simulatedNamespace.ts";

const key = fc.oneof(
  fc.constantFrom("finance", "usa", "constructor", "bi.admins_1", "x-finance"),
  fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,8}$/),
);
const prefix = fc.constantFrom("quicksight-fed-", "x-", "q");
const explicit = fc.dictionary(
  key,
  fc.constantFrom("Finance Analysts", "CN=BI Admins,OU=Groups", "x-finance", "quicksight-fed-usa"),
);

describe("the names of groups", () => {
  it("are the prefix and the name in the settings, or the whole name that the settings give", () => {
    const naming = { groupPrefix: "fed-", groupNames: { finance: "Finance Analysts" } };
    assert.equal(groupNameOf(naming, "usa"), "fed-usa");
    assert.equal(groupNameOf(naming, "finance"), "Finance Analysts");
    assert.equal(groupOf(naming, "fed-usa"), "usa");
    assert.equal(groupOf(naming, "Finance Analysts"), "finance");
    assert.equal(groupOf(naming, "Marketing"), undefined);
  });

  it("are ours only once: the group with the prefix is somebody else's where the settings name another", () => {
    const naming = { groupPrefix: "fed-", groupNames: { finance: "Finance Analysts" } };
    assert.equal(groupOf(naming, "fed-finance"), undefined);
  });

  it("lead back to the group that they are the name of, and never to two", () => {
    fc.assert(
      fc.property(prefix, explicit, fc.uniqueArray(key), (groupPrefix, groupNames, keys) => {
        const naming = { groupPrefix, groupNames };
        const all = [...new Set([...Object.keys(groupNames), ...keys])];
        const names = all.map((group) => groupNameOf(naming, group));
        // Settings with one name for two groups are refused before.
        fc.pre(new Set(names).size === all.length);
        assert.deepEqual(
          names.map((name) => groupOf(naming, name)),
          all,
        );
      }),
    );
  });

  it("lead from any name that is ours back to it", () => {
    const name = fc.oneof(
      key,
      key.map((one) => `x-${one}`),
      fc.constant("Finance Analysts"),
    );
    fc.assert(
      fc.property(prefix, explicit, name, (groupPrefix, groupNames, groupName) => {
        fc.pre(new Set(Object.values(groupNames)).size === Object.keys(groupNames).length);
        const naming = { groupPrefix, groupNames };
        const group = groupOf(naming, groupName);
        if (group !== undefined) assert.equal(groupNameOf(naming, group), groupName);
      }),
    );
  });
});

describe("the names of people", () => {
  it("lead back to their session names, and nobody else's do", () => {
    assert.equal(sessionOf(scope, userNameOf(scope, "ana@x.com")), "ana@x.com");
    assert.equal(sessionOf(scope, "another-role/ana@x.com"), undefined);
    assert.equal(sessionOf(scope, `${scope.federationRole}-2/ana@x.com`), undefined);
  });
});
