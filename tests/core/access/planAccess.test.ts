import assert from "node:assert/strict";
import { groupOfArn } from "../../../core/access/actualGrants.ts";
import { accessSubject } from "../../../core/access/accessSubject.ts";
import { type ActualAccess, type ActualAsset, kindsOf } from "../../../core/access/actualAccess.ts";
import { changeAsset } from "../../../core/access/changeAsset.ts";
import { formatActualAccess } from "../../../core/access/formatActualAccess.ts";
import type { Grant } from "../../../core/access/grant.ts";
import type { Level } from "../../../core/assets/kindRow.ts";
import type { GovernedAccess } from "../../../core/access/governedAccess.ts";
import { permissionChanges } from "../../../core/access/permissionChanges.ts";
import { planAccess } from "../../../core/access/planAccess.ts";
import type { AccessStep } from "../../../core/access/step.ts";
import { shownBetween } from "../../../core/access/takenBy.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import { describeStep } from "../../../core/reconcile/describeStep.ts";
import { namespaceArnOf } from "../../../core/aws/scope.ts";
import { judge, type Judging } from "../../../core/reconcile/judge.ts";
import { defaultGuard } from "../../../core/settings/guardSettings.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import { govern } from "./simulatedAssets.ts";

const allKinds = ["dashboard", "analysis", "data-set", "data-source"];
type Given = readonly [group: string, level: Level, actions?: readonly string[]];

const asset = (kind: string, id: string, ...grants: Given[]): ActualAsset => ({
  kind,
  id,
  name: id.toUpperCase(),
  grants: grants.map(([group, level, actions = permissionSet(kind, level)]) => ({
    group,
    level,
    actions,
  })),
});
const named = (group: string, id: string, level: Level = "viewer"): Grant => ({
  group,
  level,
  asset: { kind: "dashboard", id, name: id.toUpperCase() },
});
const everything = (group: string, level: Level): Grant => ({ group, level, all: true });
const actual = (...assets: ActualAsset[]): ActualAccess => ({ assets, unreadable: [] });
const show = (desired: GovernedAccess, access: ActualAccess) => {
  const { steps, notices } = planAccess(desired, access);
  return [...steps.map((step) => describeStep(accessSubject, step)), ...notices];
};
const plan = (grants: Grant[], assets: ActualAsset[], former: Grant[] = []) =>
  show(govern(grants, former), actual(...assets));

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
  for (const [title, desired, assets, former, expected] of cases) {
    it(`plans ${title}`, () => {
      assert.deepEqual(plan(desired, assets, former), expected);
    });
  }

  it("leaves AWS's samples out of every `all`, says so, and gives them where access names them", () => {
    const sample = (...grants: Given[]) => ({
      ...asset("data-set", "s", ...grants),
      name: "Sales Pipeline",
    });
    const { kind, id, name } = sample();
    const byName: Grant = { group: "g", level: "viewer", asset: { kind, id, name } };
    const all = everything("v", "viewer");
    const said =
      'an `all` leaves out what is called as the samples of AWS: data-set "Sales Pipeline" (s); name it in access to give it';
    assert.deepEqual(plan([all, byName], [sample()]), [
      '+ g as viewer of data-set "Sales Pipeline" (s) (access names the data set)',
    ]);
    assert.deepEqual(plan([all], [sample()]), [said]);
    assert.deepEqual(plan([all], [sample(["v", "viewer"])], [all]), [said]);
    assert.deepEqual(plan([], [sample(["v", "viewer"])], [all]), [
      '- v as viewer of data-set "Sales Pipeline" (s) (the group no longer has all)',
    ]);
    const text = formatActualAccess(actual(sample(), asset("data-set", "x", ["v", "viewer"])), [
      all,
    ]);
    assert.match(text, /^v +viewer +all$/);
  });

  it("says what cannot be read: as a step that fails where access names it, or else as a notice", () => {
    const asset = { kind: "dashboard", id: "d", name: "D" } as const;
    const unread = { assets: [], unreadable: [{ asset, reason: "AccessDeniedException: no" }] };
    assert.deepEqual(show(govern([named("g", "d")]), unread), [
      '? dashboard "D" (d) (access names the dashboard)',
    ]);
    assert.deepEqual(show(govern([everything("g", "viewer")]), unread), [
      'dashboard "D" (d): its permissions cannot be read (AccessDeniedException: no); left as is',
    ]);
  });

  it("fails where what is to be taken cannot be read: nothing else would ever say that it is there", () => {
    const topic = { kind: "topic", id: "t", name: "T" } as const;
    const unread = { assets: [], unreadable: [{ asset: topic, reason: "AccessDenied" }] };
    const viewer: Grant = { group: "g", level: "viewer", asset: topic };
    const topics: Grant = { group: "g", level: "viewer", all: "topic" };
    const failing = (grants: Grant[], former: Grant[], rest: Partial<GovernedAccess> = {}) =>
      planAccess(govern(grants, former, rest), unread).steps.map(({ reason }) => reason);
    assert.deepEqual(failing([], [viewer]), ["access does not declare it"]);
    assert.deepEqual(failing([], [topics]), ["the group no longer has all"]);
    assert.deepEqual(failing([topics], [viewer]), []);
    assert.deepEqual(failing([topics], [{ ...viewer, level: "owner" }]), [
      "access does not declare it",
    ]);
    assert.deepEqual(failing([], [viewer], { uncertain: ["g"] }), []);
    assert.deepEqual(failing([], []), []);
  });

  it("takes nothing from a group whose setting is not known for sure, and gives it what is", () => {
    const assets = [
      asset("dashboard", "d", ["g", "owner"], ["other", "viewer"]),
      asset("dashboard", "e", ["g", "viewer"]),
      asset("dashboard", "f"),
    ];
    const desired = govern([named("g", "d"), named("g", "f")], [], { uncertain: ["g"] });
    assert.deepEqual(show(desired, actual(...assets)), [
      '- other as viewer of dashboard "D" (d) (access does not declare it)',
      '+ g as viewer of dashboard "F" (f) (access names the dashboard)',
      'dashboard "D" (d): group g stays owner, as what access names for the group is not known for sure',
      'dashboard "E" (e): group g stays viewer, as what access names for the group is not known for sure',
    ]);
  });

  it("takes nothing from anybody where the guard only adds", () => {
    const guard = { ...defaultGuard, additiveOnly: true };
    assert.deepEqual(
      show(govern([], [], { guard }), actual(asset("dashboard", "d", ["g", "owner"]))),
      ['dashboard "D" (d): group g stays owner, as nothing is taken (guard.additiveOnly)'],
    );
  });

  it("knows groups by the names that settings give them", () => {
    const explicit = { ...scope, groupNames: { g: "BI Team" } };
    const group = `arn:aws:quicksight:us-east-1:${scope.accountId}:group/default/BI Team`;
    assert.equal(groupOfArn(explicit, group), "g");
    const replaced = "quicksight-fed-g";
    assert.equal(groupOfArn(explicit, group.replace("BI Team", replaced)), replaced);
    assert.equal(groupOfArn(explicit, group.replace("BI Team", "quicksight-fed-h")), "h");
  });

  it("takes no group for everybody, whatever it is called", () => {
    const group = `arn:aws:quicksight:us-east-1:${scope.accountId}:group/default/quicksight-fed-*`;
    assert.equal(groupOfArn(scope, group), undefined);
    assert.equal(groupOfArn(scope, namespaceArnOf(scope)), "*");
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
  const changes = (grants: Grant[], ...assets: ActualAsset[]) =>
    permissionChanges(
      scope,
      planAccess(govern(grants), actual(...assets)).steps.filter((step) => "group" in step),
    );
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

  it("takes nothing from whoever gets no less, also not what it does not know", () => {
    const unknown = [...viewer.slice(1), "x:New"];
    for (const level of ["viewer", "owner"] as const) {
      const { revoke } = changes(
        [named("g", "d", level)],
        asset("dashboard", "d", ["g", "viewer", unknown]),
      );
      assert.deepEqual(revoke, []);
    }
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

describe("calls of a plan", () => {
  it("are one for each asset, or several where one does not take them all", () => {
    const crowd = (count: number, kind: string, id: string) =>
      Array.from({ length: count }, (_, index): AccessStep => ({
        ...{ kind: "grant", group: `g${index}`, level: "viewer", reason: "" },
        asset: { kind, id, name: id },
      }));
    const steps = [
      ...crowd(101, "dashboard", "d"),
      ...crowd(3, "dashboard", "e"),
      ...crowd(65, "data-set", "d"),
    ];
    assert.deepEqual(
      changeAsset.of(steps).map(({ length }) => length),
      [100, 1, 3, 64, 1],
    );
  });
});

describe("the guard on access", () => {
  const now = Date.parse("2026-11-25T12:00:00Z");
  const many = Array.from({ length: 8 }, (_, index) =>
    asset("dashboard", `d${index}`, ["g", "viewer"]),
  );
  const ask = (
    desired: GovernedAccess,
    assets: readonly ActualAsset[],
    judging: Partial<Judging> = {},
  ) => {
    const access = actual(...assets);
    const situation = { desired, actual: access, plan: planAccess(desired, access) };
    return judge(accessSubject, situation, { approvals: [], canRemember: false, now, ...judging });
  };
  const keep = (count: number) => many.slice(0, count).map(({ id }) => named("g", id));
  const judgeKept = (count: number, approvals: string[] = []) =>
    ask(govern(keep(count)), many, { approvals });

  it("lets revocations pass up to the limit", () => {
    assert.equal(judgeKept(4).refusal, undefined);
    assert.deepEqual(judgeKept(3).refusals, [
      "5 of 8 grants would be revoked; the limit is 4 (guard.removals: 25 %, 5 where there are few, at most 100) [grants-revoked]",
    ]);
  });

  it("refuses to revoke everything, however little it is", () => {
    assert.deepEqual(ask(govern([]), many.slice(0, 1)).refusals, [
      "all 1 grants would be revoked; the limit is 0; is access complete? [everything-revoked]",
    ]);
    assert.match(judgeKept(0).refusal ?? "", /all 8 grants would be revoked/);
  });

  it("counts grants that get a lower level by the same limit", () => {
    const owned = many.map(({ id }) => asset("dashboard", id, ["g", "owner"]));
    assert.deepEqual(ask(govern(keep(8)), owned).refusals, [
      "8 of 8 grants would get a lower level; the limit is 4 (guard.removals: 25 %, 5 where there are few, at most 100) [grants-lowered]",
    ]);
  });

  it("adds up what runs of the last 24 hours have taken", () => {
    const hoursAgo = (hours: number) => [
      {
        at: new Date(now - hours * 3_600_000).toISOString(),
        subject: "access",
        rule: "grants-revoked grants",
        count: 3,
      },
    ];
    assert.equal(ask(govern(keep(6)), many, { spent: hoursAgo(25) }).refusal, undefined);
    assert.deepEqual(ask(govern(keep(5)), many, { spent: hoursAgo(23) }).refusals, [
      "3 of 8 grants would be revoked after 3 in the last 24 hours; the limit is 5 (guard.removals: 25 %, 5 where there are few, at most 100) [grants-revoked]",
    ]);
  });

  it("never takes more than the cap for many, which for grants is four times as high", () => {
    const hundreds = Array.from({ length: 1000 }, (_, index) =>
      asset("dashboard", `d${index}`, ["g", "viewer"]),
    );
    const kept = hundreds.slice(101).map(({ id }) => named("g", id));
    assert.match(ask(govern(kept), hundreds).refusals.join(), /^101 of 1000 .* the limit is 100 /);
  });

  it("takes the approval of exactly this plan, whatever the dashboards are called by now", () => {
    const { hash, refusal = "" } = judgeKept(2);
    assert.match(
      refusal,
      new RegExp(`QUICKSIGHT_GOVERNANCE_APPROVE=${hash}, which approves exactly this plan`),
    );
    assert.equal(judgeKept(2, [hash]).refusal, undefined);
    const renamed = many.map((one) => ({ ...one, name: "New" }));
    assert.equal(ask(govern(keep(2)), renamed, { approvals: [hash] }).refusal, undefined);
    assert.notEqual(judgeKept(1, [hash]).refusal, undefined);
  });

  it("refuses what no preview has shown, and names it", () => {
    const isShown = shownBetween([named("g", "d7")], []);
    const { refusals } = ask(govern(keep(6)), many, { isShown });
    assert.deepEqual(refusals, [
      '1 of 2 things that would be taken were in no preview; the limit is 0 (take g off dashboard d6 "D6") [unseen]',
    ]);
  });
});

describe("what a preview of two texts has shown", () => {
  const all = (level: Level) => everything("g", level);
  const off = 'take g off dashboard d "Any name"';
  const lower = 'make g viewer of dashboard d "Any name"';
  const cases: [string, Grant[], Grant[], string, boolean][] = [
    ["a line that goes", [named("g", "d")], [], off, true],
    ["the line of another dashboard", [named("g", "e")], [], off, false],
    ["the line of a dashboard whose id goes on", [named("g", "d2")], [], off, false],
    ["the line of another group", [named("gg", "d")], [], off, false],
    ["a line that stays", [named("g", "d")], [named("g", "d")], off, false],
    ["a line with a lower level", [named("g", "d", "owner")], [named("g", "d")], lower, true],
    ["a line with a higher level", [named("g", "d")], [named("g", "d", "owner")], lower, false],
    [
      "an owner's line under a viewer's `all`",
      [named("g", "d", "owner")],
      [all("viewer")],
      lower,
      true,
    ],
    ["an `all` that goes", [all("viewer")], [], 'take g off data-set x "X"', true],
    [
      "an `all` that gets lower",
      [all("owner")],
      [all("viewer")],
      'make g viewer of data-set x "X"',
      true,
    ],
    ["an `all` that stays", [all("owner")], [all("owner")], 'take g off data-set x "X"', false],
  ];
  for (const [title, former, grants, line, expected] of cases) {
    it(`${expected ? "has" : "lacks"} what is taken by ${title}`, () => {
      assert.equal(shownBetween(former, grants)(line), expected);
    });
  }
});
