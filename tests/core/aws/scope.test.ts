import assert from "node:assert/strict";
import fc from "fast-check";
import {
  groupArnOf,
  groupNameOf,
  groupOf,
  namespaceArnOf,
  parseNamespaceArn,
  sessionOf,
  userArnOf,
  userNameOf,
} from "../../../core/aws/scope.ts";
import { scope } from "../../support/simulatedNamespace.ts";

// Names that every object has as well are good names of groups.
const group = fc.oneof(
  fc.constantFrom("usa", "constructor", "__proto__", "valueof", "quicksight-fed-usa"),
  fc.stringMatching(/^[a-z0-9._-]{1,12}$/),
);
const explicit = fc.oneof(
  fc.constantFrom("usa", "Finance Analysts", "quicksight-fed-usa", "quicksight-fed-constructor"),
  fc.stringMatching(/^[\w .-]{1,16}$/),
);
/** Groups of the settings, some with a name of their own; no two of one name, which the settings refuse. */
const naming = fc
  .uniqueArray(fc.tuple(group, fc.option(explicit, { nil: undefined })), {
    selector: ([name]) => name,
    maxLength: 6,
  })
  .map((groups) => ({
    groups: groups.map(([name]) => name),
    groupPrefix: scope.groupPrefix,
    groupNames: Object.fromEntries(
      groups.flatMap(([name, own]) => (own === undefined ? [] : [[name, own]])),
    ),
  }))
  .filter(({ groups, ...names }) => {
    const all = groups.map((name) => groupNameOf(names, name));
    return new Set(all).size === all.length;
  });

describe("the names of groups", () => {
  it("lead back to the groups of the settings, whichever of them have names of their own", () => {
    fc.assert(
      fc.property(naming, ({ groups, ...names }) => {
        for (const name of groups) assert.equal(groupOf(names, groupNameOf(names, name)), name);
      }),
      { numRuns: 500 },
    );
  });

  it("are of one group of ours at most: what a group would be called without its own name goes by its whole name", () => {
    fc.assert(
      fc.property(naming, explicit, ({ groups: _, ...names }, found) => {
        const ours = groupOf(names, found);
        if (ours !== undefined) assert.equal(groupNameOf(names, ours), found);
      }),
      { numRuns: 500 },
    );
    const names = { groupPrefix: "quicksight-fed-", groupNames: { usa: "US Sales" } };
    assert.equal(groupOf(names, "quicksight-fed-usa"), "quicksight-fed-usa");
    assert.equal(groupNameOf(names, "quicksight-fed-usa"), "quicksight-fed-usa");
    assert.equal(groupOf(names, "US Sales"), "usa");
  });

  it("begin with the prefix where the settings give no other, whatever the group is called", () => {
    for (const name of ["usa", "constructor", "__proto__"]) {
      assert.equal(groupNameOf(scope, name), `quicksight-fed-${name}`);
      assert.equal(groupOf(scope, `quicksight-fed-${name}`), name);
    }
    assert.equal(groupOf(scope, "finance"), undefined);
  });

  it("stand in the ARN that access is granted to", () => {
    assert.equal(
      groupArnOf({ ...scope, groupNames: { usa: "US Sales" } }, "usa"),
      "arn:aws:quicksight:us-east-1:111122223333:group/default/US Sales",
    );
  });
});

describe("the names of people", () => {
  it("lead back to their session names, and those of another role are nobody's of ours", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w+=,.@-]{2,64}$/), (session) => {
        assert.equal(sessionOf(scope, userNameOf(scope, session)), session);
        const other = { ...scope, federationRole: `${scope.federationRole}-2` };
        assert.equal(sessionOf(scope, userNameOf(other, session)), undefined);
      }),
    );
    assert.equal(
      userArnOf(scope, "ana@x.com"),
      "arn:aws:quicksight:us-east-1:111122223333:user/default/quicksight-fed-users/ana@x.com",
    );
  });
});

describe("the ARN of a namespace", () => {
  it("is read back, and anything else is refused", () => {
    const { partition, identityRegion, accountId, namespace } = scope;
    assert.deepEqual(parseNamespaceArn(namespaceArnOf(scope)), {
      partition,
      identityRegion,
      accountId,
      namespace,
    });
    assert.throws(() => parseNamespaceArn("arn:aws:s3:::bucket"), /not the ARN .*arn:aws:s3/);
  });
});
