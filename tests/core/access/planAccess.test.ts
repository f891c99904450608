import assert from "node:assert/strict";
import { permissionChanges } from "../../../core/access/applyAccess.ts";
import { type ActualAccess, type ActualAsset, kindsOf } from "../../../core/access/actualAccess.ts";
import { describeAccessOperation } from "../../../core/access/describeAccessOperation.ts";
import type { AccessLevel, Grant } from "../../../core/access/grant.ts";
import { guardAccess } from "../../../core/access/guardAccess.ts";
import { planAccess } from "../../../core/access/planAccess.ts";
import { judgeAccess } from "../../../core/access/reconcileAccess.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import { defaultGuard } from "../../../core/settings/guardSettings.ts";
import { scope } from "../../support/simulatedNamespace.ts";

const allKinds = ["dashboard", "analysis", "data-set", "data-source"];
type Held = readonly [group: string, level: AccessLevel, actions?: readonly string[]];

const asset = (kind: string, id: string, ...grants: Held[]): ActualAsset => ({
  kind,
  id,
  name: id.toUpperCase(),
  grants: grants.map(([group, level, actions = permissionSet(kind, level)]) => ({
    group,
    level,
    actions,
  })),
});
const named = (group: string, id: string, level: AccessLevel = "viewer"): Grant => ({
  group,
  level,
  dashboard: { id, name: id.toUpperCase() },
});
const everything = (group: string, level: AccessLevel): Grant => ({ group, level, all: true });
const actual = (...assets: ActualAsset[]): ActualAccess => ({ assets, unreadable: [] });
const plan = (desired: Grant[], assets: ActualAsset[], had: Grant[] = []) => {
  const { operations, notices } = planAccess(desired, actual(...assets), had);
  return [...operations.map(describeAccessOperation), ...notices];
};

describe("planning access", () => {
  const cases: [string, Grant[], ActualAsset[], Grant[], string[]][] = [
    ["nothing", [named("g", "d")], [asset("dashboard", "d", ["g", "viewer"])], [], []],
    [
      "a grant",
      [named("g", "d")],
      [asset("dashboard", "d")],
      [],
      ['+ g as viewer of dashboard "D" (d) (access names the dashboard)'],
    ],
    [
      "a change of level",
      [named("g", "d", "viewer")],
      [asset("dashboard", "d", ["g", "owner"])],
      [],
      ['~ g from owner to viewer of dashboard "D" (d) (access names the dashboard)'],
    ],
    [
      "the revocation of what is not declared, also of groups that are no longer in access",
      [named("g", "d")],
      [asset("dashboard", "d", ["g", "viewer"], ["gone", "owner"])],
      [],
      ['- gone as owner of dashboard "D" (d) (access does not declare it)'],
    ],
    [
      "`all` on every kind, for viewers without analyses, and the higher level where both give",
      [everything("o", "owner"), everything("v", "viewer"), named("v", "d", "owner")],
      allKinds.map((kind) => asset(kind, kind === "dashboard" ? "d" : "x")),
      [],
      [
        '+ o as owner of dashboard "D" (d) (o has all: owner)',
        '+ v as owner of dashboard "D" (d) (access names the dashboard)',
        '+ o as owner of analysis "X" (x) (o has all: owner)',
        '+ o as owner of data-set "X" (x) (o has all: owner)',
        '+ v as viewer of data-set "X" (x) (v has all: viewer)',
        '+ o as owner of data-source "X" (x) (o has all: owner)',
        '+ v as viewer of data-source "X" (x) (v has all: viewer)',
      ],
    ],
    [
      "no change of what authors shared, which is reported",
      [everything("v", "viewer")],
      [
        asset("data-set", "x", ["v", "viewer"], ["g", "owner"]),
        asset("analysis", "a", ["v", "owner"]),
      ],
      [],
      [
        'analysis "A" (a): group v is owner, not by this program; left as is',
        'data-set "X" (x): group g is owner, not by this program; left as is',
      ],
    ],
    [
      "the revocation from a group that lost its `all`, or has less of it",
      [everything("v", "viewer")],
      [
        asset("data-set", "x", ["v", "owner"], ["g", "viewer"]),
        asset("analysis", "a", ["v", "owner"]),
      ],
      [everything("v", "owner"), everything("g", "viewer")],
      [
        '- v as owner of analysis "A" (a) (the group no longer has all)',
        '- g as viewer of data-set "X" (x) (the group no longer has all)',
        '~ v from owner to viewer of data-set "X" (x) (v has all: viewer)',
      ],
    ],
    [
      "the completion of a set that is not whole",
      [everything("o", "owner")],
      [asset("data-set", "x", ["o", "owner", permissionSet("data-set", "owner").slice(1)])],
      [],
      ['~ o as complete owner of data-set "X" (x) (o has all: owner)'],
    ],
    [
      "nothing for actions that we do not know",
      [named("g", "d")],
      [
        asset("dashboard", "d", [
          "g",
          "viewer",
          [...permissionSet("dashboard", "viewer"), "x:New"],
        ]),
      ],
      [],
      [],
    ],
    [
      "a grant on a dashboard that is not listed, as only the call can tell",
      [named("g", "new")],
      [],
      [],
      ['+ g as viewer of dashboard "NEW" (new) (access names the dashboard)'],
    ],
  ];
  for (const [title, desired, assets, had, expected] of cases) {
    it(`plans ${title}`, () => {
      assert.deepEqual(plan(desired, assets, had), expected);
    });
  }

  it("plans nothing for what cannot be read, and says so", () => {
    const unread = { kind: "dashboard", id: "d", name: "D" } as const;
    const { operations, notices } = planAccess([named("g", "d")], {
      assets: [],
      unreadable: [{ asset: unread, reason: "AccessDeniedException: no" }],
    });
    assert.deepEqual(operations, []);
    assert.deepEqual(notices, [
      'dashboard "D" (d): its permissions cannot be read (AccessDeniedException: no); left as is',
    ]);
  });

  it("needs the other kinds only where somebody has or had `all`", () => {
    assert.deepEqual(kindsOf([named("g", "d")], []), ["dashboard"]);
    assert.deepEqual(kindsOf([everything("v", "viewer")]), [
      "dashboard",
      "data-set",
      "data-source",
    ]);
    assert.deepEqual(kindsOf([], [everything("o", "owner")]), allKinds);
  });
});

describe("changes of permissions", () => {
  const changes = (desired: Grant[], ...assets: ActualAsset[]) =>
    permissionChanges(scope, planAccess(desired, actual(...assets)).operations);
  const viewer = permissionSet("dashboard", "viewer");
  const owner = permissionSet("dashboard", "owner");
  const Principal = "arn:aws:quicksight:us-east-1:111122223333:group/default/quicksight-fed-g";

  it("grants whole sets to groups in the identity Region", () => {
    assert.deepEqual(changes([named("g", "d")], asset("dashboard", "d")), {
      grant: [{ Principal, Actions: viewer }],
      revoke: [],
    });
  });

  it("makes an owner a viewer with one call: the rest of the old set goes, the new set is granted", () => {
    assert.deepEqual(changes([named("g", "d")], asset("dashboard", "d", ["g", "owner"])), {
      grant: [{ Principal, Actions: viewer }],
      revoke: [{ Principal, Actions: owner.filter((action) => !viewer.includes(action)) }],
    });
  });

  it("revokes nothing when a viewer becomes an owner, and all actions from who goes", () => {
    assert.deepEqual(
      changes([named("g", "d", "owner")], asset("dashboard", "d", ["g", "viewer"])),
      { grant: [{ Principal, Actions: owner }], revoke: [] },
    );
    assert.deepEqual(changes([], asset("dashboard", "d", ["g", "owner"])), {
      grant: [],
      revoke: [{ Principal, Actions: owner }],
    });
  });
});

describe("the guard on access", () => {
  const held = Array.from({ length: 8 }, (_, index) =>
    asset("dashboard", `d${index}`, ["g", "viewer"]),
  );
  const judge = (desired: Grant[], approvals: string[] = []) =>
    judgeAccess(scope, { grants: desired, had: [] }, actual(...held), defaultGuard, approvals);
  const keep = (count: number) => held.slice(0, count).map(({ id }) => named("g", id));

  it("lets revocations pass up to the limit", () => {
    assert.equal(judge(keep(3)).refusal, undefined);
    assert.match(
      judge(keep(2)).refusal ?? "",
      /6 of 8 grants would be revoked; the limit is 5 \(guard\.removals: the larger of 25 % and 5\)/,
    );
  });

  it("refuses to revoke everything, however little it is", () => {
    const one = {
      operations: planAccess([], actual(held[0] ?? asset("dashboard", "d"))).operations,
    };
    assert.deepEqual(guardAccess({ ...one, held: 1 }, defaultGuard), [
      "all 1 grants would be revoked; is access complete?",
    ]);
    assert.match(judge([]).refusal ?? "", /all 8 grants would be revoked/);
  });

  it("takes the approval of exactly this plan", () => {
    const { hash, refusal = "" } = judge(keep(2));
    assert.match(
      refusal,
      new RegExp(`QUICKSIGHT_GOVERNANCE_APPROVE=${hash}, which approves exactly this plan`),
    );
    assert.equal(judge(keep(2), [hash]).refusal, undefined);
    assert.notEqual(judge(keep(1), [hash]).refusal, undefined);
  });
});
