import assert from "node:assert/strict";
import fc from "fast-check";
import { foldersSubject } from "../../../core/access/accessSubject.ts";
import { describeMemberStep } from "../../../core/access/describeAccessStep.ts";
import type { DeclaredFolder, FolderMember } from "../../../core/access/folders/governedFolders.ts";
import { readFolders } from "../../../core/access/folders/readFolders.ts";
import type { GovernedAccess } from "../../../core/access/governedAccess.ts";
import type { Grant } from "../../../core/access/grant.ts";
import { isMemberStep } from "../../../core/access/step.ts";
import { openApi } from "../../../core/aws/api.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import {
  byHand,
  folder,
  governFolders,
  inside,
  onFolder,
  reconcileFolders,
} from "./folderWorld.ts";
import { hashIn } from "./reconcileAccess.ts";
import { dataRegion, type SimulatedAssets, simulateAssets } from "./simulatedAssets.ts";

describe("the folders of a tenant", () => {
  let world: SimulatedAssets;
  let hand: ReturnType<typeof byHand>;
  beforeEach(async () => {
    world = await simulateAssets();
    hand = byHand(world);
  });
  afterEach(() => world.close());

  const declared = [folder("finance"), folder("reports", "finance")];
  const grants = [onFolder("finance", "bi-developer", "owner"), onFolder("reports", "critical")];
  const members = [
    ...inside("finance", "marketing-kpis"),
    ...inside("reports", "sales-critical", "field-operations", "other-1"),
  ];
  const both = async () => {
    await hand.create("finance");
    await hand.create("reports", "finance");
  };
  const planOf = async (desired: GovernedAccess) => {
    const api = openApi({ identity: scope.identityRegion, data: [dataRegion] }, world.connection);
    try {
      return foldersSubject.plan(desired, await foldersSubject.read(api.reading, desired), {});
    } finally {
      api.close();
    }
  };

  it("are given to groups and filled in one run, and the next one has nothing to do", async () => {
    await both();
    const desired = governFolders({ declared, members }, grants);
    const { failed } = await reconcileFolders(world, desired);
    assert.deepEqual(failed, []);
    assert.deepEqual(await hand.members("finance"), ["dashboard/marketing-kpis"]);
    assert.equal((await hand.members("reports")).length, 3);
    assert.deepEqual(await hand.grants("reports"), ["quicksight-fed-critical 1"]);
    assert.deepEqual(await hand.grants("finance"), ["quicksight-fed-bi-developer 8"]);
    await world.resetCalls();
    assert.deepEqual((await planOf(desired)).steps, []);
    assert.deepEqual(world.writes(), {});
  });

  it("say to whom they open what is put into them: by groups to come, by people, and by folders above", async () => {
    await both();
    await hand.share("finance", "highlyconfidential");
    const above = governFolders(
      { declared: [folder("reports")], members: inside("reports", "sales-critical") },
      [onFolder("reports", "critical")],
    );
    const lines = (await planOf(above)).steps.filter(isMemberStep).map(describeMemberStep);
    assert.deepEqual(lines, [
      '+ dashboard "Sales Results - Critical" (sales-critical) into folder "reports" (reports), which opens it to critical (viewer); highlyconfidential (viewer)',
    ]);
    // Of a folder that is ours a group that nobody declared loses its grant in the same run.
    const [step] = (
      await planOf(
        governFolders({ declared, members: inside("reports", "sales-critical") }, grants),
      )
    ).steps.filter(isMemberStep);
    assert.deepEqual(step?.people, ["bi-developer (owner)", "critical (viewer)"]);
  });

  it("say also of groups that keep what they have, as nothing is taken or it is not known for sure, that they are opened to", async () => {
    await both();
    await hand.share("finance", "power-reader", "owner");
    await hand.share("reports", "critical", "owner");
    const { guard } = governFolders({});
    const given = [...grants, onFolder("finance", "power-reader")];
    const to = (given: readonly Grant[], rest: Partial<GovernedAccess>) =>
      planOf(
        governFolders({ declared, members: inside("reports", "other-1") }, given, given, rest),
      ).then(({ steps }) => steps.filter(isMemberStep).map(({ people }) => people));
    const all = ["bi-developer (owner)", "critical (owner)", "power-reader (owner)"];
    const additive = { guard: { ...guard, additiveOnly: true } };
    assert.deepEqual(await to(given, additive), [all]);
    assert.deepEqual(await to(grants, additive), [all]);
    assert.deepEqual(await to([], { uncertain: ["critical", "power-reader"] }), [all.slice(1)]);
  });

  it("get nothing while somebody who is to lose it, or a folder above, has it still, or nobody knows", async () => {
    await both();
    await hand.share("finance", "power-reader");
    const desired = governFolders({ declared, members }, grants);
    await world.setFaults({ operation: "UpdateFolderPermissions", error: "AccessDeniedException" });
    const first = await reconcileFolders(world, desired);
    assert.deepEqual(await hand.members("finance"), []);
    assert.deepEqual(await hand.members("reports"), []);
    const blocked = first.failed.filter(({ step }) => isMemberStep(step));
    assert.equal(blocked.length, members.length);
    for (const { reason } of blocked) {
      assert.match(
        reason,
        /^folder "finance" \(finance\) could not be closed to power-reader, and what is put into folder ".*" \(\w+\) would be opened to them/,
      );
    }
    await world.clearFaults();
    await world.setFaults({
      ...{ operation: "DescribeFolderPermissions", nth: 1, error: "AccessDeniedException" },
    });
    const unread = await reconcileFolders(world, desired);
    assert.deepEqual(unread.failed.filter(({ step }) => step.kind === "unreadable").length, 1);
    assert.deepEqual(await hand.members("reports"), []);
    await world.clearFaults();
    assert.deepEqual((await reconcileFolders(world, desired)).failed, []);
    assert.equal((await hand.members("reports")).length, 3);
  });

  it("are filled although somebody could not be given them: nobody has what they are not to have", async () => {
    await both();
    const desired = governFolders({ declared, members }, grants);
    await world.setFaults({ operation: "UpdateFolderPermissions", error: "AccessDeniedException" });
    const { failed } = await reconcileFolders(world, desired);
    assert.deepEqual([...new Set(failed.map(({ step }) => step.kind))], ["grant"]);
    assert.equal((await hand.members("reports")).length, 3);
  });

  it("are repaired where somebody changed them by hand, and what others put there is reported and left", async () => {
    await both();
    const desired = governFolders({ declared, members }, grants);
    await reconcileFolders(world, desired);
    await hand.takeOut("reports", "other-1");
    await hand.put("reports", "other-2");
    await hand.put("finance", "revenue", "DATASET");
    await hand.share("reports", "power-reader");
    const again = { ...desired, former: grants };
    const { verdict, failed } = await reconcileFolders(world, again);
    assert.deepEqual(failed, []);
    assert.deepEqual(await hand.members("reports"), [
      "dashboard/field-operations",
      "dashboard/other-1",
      "dashboard/other-2",
      "dashboard/sales-critical",
    ]);
    assert.deepEqual(await hand.grants("reports"), ["quicksight-fed-critical 1"]);
    assert.deepEqual(verdict.plan.notices, [
      'folder "finance" (finance): data-set "revenue" (revenue) is in it, not by this program; left as is',
      'folder "reports" (reports): dashboard "Other 2" (other-2) is in it, not by this program; left as is',
    ]);
    assert.deepEqual((await planOf(again)).steps, []);
  });

  it("lose what the settings do not put there any more, named, counted, and no more than the guard allows", async () => {
    await both();
    await reconcileFolders(world, governFolders({ declared, members }, grants));
    const less = governFolders(
      { declared, members: members.slice(0, 3), formerMembers: members },
      ...[grants, grants],
    );
    const { steps } = await planOf(less);
    assert.deepEqual(
      steps.flatMap((step) => foldersSubject.takes(step)),
      ['take out of folder reports dashboard other-1 "Other 1"'],
    );
    await reconcileFolders(world, less);
    assert.deepEqual(await hand.members("reports"), [
      "dashboard/field-operations",
      "dashboard/sales-critical",
    ]);
    const none = governFolders({ declared, formerMembers: members }, grants, grants);
    const refused = await reconcileFolders(world, none).then(() => "", String);
    assert.match(refused, /all 3 assets would be taken out of the folders; the limit is 0/);
    assert.match(
      refused,
      /- dashboard "Marketing KPIs" \(marketing-kpis\) out of folder "finance" \(finance\), which opened it to bi-developer \(owner\)/,
    );
    assert.equal((await hand.members("reports")).length, 2);
    await reconcileFolders(world, none, { approvals: [hashIn(refused)] });
    assert.deepEqual(await hand.members("reports"), []);
  });

  it("take nothing out where it is not known for sure what is to be there, and where the guard only adds", async () => {
    await both();
    await reconcileFolders(world, governFolders({ declared, members }, grants));
    const less = { declared, members: members.slice(0, 3), formerMembers: members };
    for (const desired of [
      governFolders({ ...less, uncertain: ["reports"] }, grants),
      governFolders({ ...less, uncertain: ["*"] }, grants),
    ]) {
      const { steps, notices } = await planOf(desired);
      assert.deepEqual(steps, []);
      assert.match(notices.join("\n"), /"Other 1" \(other-1\) stays in it, as what folders puts/);
    }
    const { guard } = governFolders({});
    const additive = governFolders(less, grants, [], { guard: { ...guard, additiveOnly: true } });
    assert.deepEqual((await planOf(additive)).steps, []);
  });

  it("that are restricted keep what is in them, and say so", async () => {
    await hand.create("vault", undefined, "RESTRICTED");
    const vault = { declared: [folder("vault")], members: inside("vault", "sales-confidential") };
    const given = [onFolder("vault", "highlyconfidential", "contributor")];
    await reconcileFolders(world, governFolders(vault, given));
    assert.deepEqual(await hand.grants("vault"), ["quicksight-fed-highlyconfidential 5"]);
    const emptied = governFolders(
      { declared: vault.declared, formerMembers: vault.members },
      ...[given, given],
    );
    const { steps, notices } = await planOf(emptied);
    assert.deepEqual(steps, []);
    assert.match(notices.join("\n"), /stays in it, as nothing can be taken out of a restricted/);
  });

  it("are not gone by one answer: what is to be taken out of one that is listed is not forgotten", async () => {
    await both();
    await reconcileFolders(world, governFolders({ declared, members }, grants));
    const less = governFolders(
      { declared, members: members.slice(0, 3), formerMembers: members },
      ...[grants, grants],
    );
    await world.setFaults({ operation: "DescribeFolder", error: "ResourceNotFoundException" });
    const { failed } = await reconcileFolders(world, less);
    assert.deepEqual(
      failed.map(({ step }) => step.kind),
      ["unreadable", "unreadable"],
    );
  });

  it("that are gone, or have lost an asset, are no reason to fail where that was to be taken out", async () => {
    await both();
    await reconcileFolders(world, governFolders({ declared, members }, grants));
    const less = governFolders(
      { declared, members: members.slice(0, 3), formerMembers: members },
      ...[grants, grants],
    );
    let isOut = false;
    const { failed, done } = await reconcileFolders(world, less, {
      onPlan: async () => {
        await hand.takeOut("reports", "other-1");
        isOut = true;
      },
    });
    assert.deepEqual([isOut, failed, done.length], [true, [], 1]);
    await world.setFaults({
      ...{ operation: "DeleteFolderMembership", error: "ResourceNotFoundException" },
    });
    const next = governFolders(
      { declared, members: members.slice(0, 2), formerMembers: members.slice(0, 3) },
      ...[grants, grants],
    );
    const again = await reconcileFolders(world, next);
    assert.match(again.failed[0]?.reason ?? "", /ResourceNotFoundException/);
  });
});

describe("any state of folders", () => {
  const folderIds = ["a", "b", "c"];
  const dashboardIds = ["sales-critical", "marketing-kpis", "other-1", "other-2"];
  const tree: DeclaredFolder[] = [folder("a"), folder("b", "a"), folder("c", "b")];
  const someMembers: fc.Arbitrary<FolderMember[]> = fc
    .subarray(folderIds.flatMap((id) => dashboardIds.map((one) => [id, one] as const)))
    .map((pairs) => pairs.flatMap(([id, one]) => inside(id, one)));
  const someGrants: fc.Arbitrary<Grant[]> = fc
    .uniqueArray(
      fc.tuple(
        fc.constantFrom(...folderIds),
        fc.constantFrom("critical", "bi-developer"),
        fc.constantFrom("viewer" as const, "owner" as const),
      ),
      { selector: ([id, group]) => `${id} ${group}`, maxLength: 5 },
    )
    .map((all) => all.map(([id, group, level]) => onFolder(id, group, level)));
  const changing = ["CreateFolderMembership", "DeleteFolderMembership", "UpdateFolderPermissions"];
  const generous = { percent: 100, atLeast: 1000, atMost: 1000 };

  it("is what is declared after one more run, wherever the runs before it were ended between two calls", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(someMembers, someGrants, fc.constantFrom(0.3, 0.7, 1)), {
          ...{ minLength: 2, maxLength: 3 },
        }),
        fc.boolean(),
        async (rounds, loses) => {
          const world = await simulateAssets();
          const hand = byHand(world);
          try {
            for (const { id, parent } of tree) await hand.create(id, parent);
            let former: readonly Grant[] = [];
            let formerMembers: readonly FolderMember[] = [];
            const desiredOf = (members: readonly FolderMember[], grants: readonly Grant[]) => {
              const desired = governFolders(
                { declared: tree, members, formerMembers },
                grants,
                former,
              );
              return { ...desired, guard: { ...desired.guard, removals: generous } };
            };
            for (const [number, [members, grants, rate]] of rounds.entries()) {
              const isLast = number === rounds.length - 1;
              const desired = desiredOf(members, grants);
              if (!isLast) {
                const some = { rate, error: "AccessDeniedException", after: loses };
                await world.setFaults(...changing.map((operation) => ({ operation, ...some })));
              }
              await runApproved(world, desired);
              await world.clearFaults();
              // What a killed run leaves: the state knows what was declared before and what is declared now.
              former = isLast ? grants : [...former, ...grants];
              formerMembers = isLast ? members : [...formerMembers, ...members];
            }
            const [members, grants] = rounds.at(-1) ?? [[], []];
            for (const id of folderIds) {
              const expected = members.filter((one) => one.folder === id);
              assert.deepEqual(
                await hand.members(id),
                expected.map(({ asset }) => `dashboard/${asset.id}`).sort(),
              );
            }
            const { data } = world;
            const actual = await readFolders(data, scope, folderIds, new Map());
            const plan = foldersSubject.plan(desiredOf(members, grants), actual, {});
            assert.deepEqual(plan.steps, []);
          } finally {
            await world.close();
          }
        },
      ),
      { numRuns: 12 },
    );
  }).timeout(120_000);

  async function runApproved(world: SimulatedAssets, desired: GovernedAccess): Promise<void> {
    const refusal = await reconcileFolders(world, desired).then(
      () => "",
      (error: unknown) => String(error),
    );
    if (refusal === "") return;
    await reconcileFolders(world, desired, { approvals: [hashIn(refusal)] });
  }
});
