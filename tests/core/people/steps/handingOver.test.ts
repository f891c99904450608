import assert from "node:assert/strict";
import type { PeopleStep } from "../../../../core/people/step.ts";
import { peopleSubject } from "../../../../core/people/peopleSubject.ts";
import { readNamespace } from "../../../../core/people/readNamespace.ts";
import type { Verdict } from "../../../../core/reconcile/judge.ts";
import { PlanRefused } from "../../../../core/reconcile/planRefused.ts";
import { describeStep } from "../../../../core/reconcile/describeStep.ts";
import type { Person } from "../../../../core/people/person.ts";
import type { GuardSettings } from "../../../../core/settings/guardSettings.ts";
import { type AssetKind, assetKinds } from "../../../../core/assets/assetKinds.ts";
import { readPermissions } from "../../../../core/assets/readPermissions.ts";
import { desired, govern } from "../../../support/govern.ts";
import { type MemoryBucket, memoryBucket } from "../../../support/memoryBucket.ts";
import { runPeople } from "../../../support/runPeople.ts";
import {
  accountId,
  addPeople,
  ana,
  bob,
  type OwnedWorld,
  simulateOwned,
  successor,
} from "../../assets/ownedWorld.ts";
import { createDataSource } from "../../../simulator/support/assets.ts";

const kinds = Object.keys(assetKinds) as AssetKind[];
const everybody = ["ana@x.com", "bob@x.com", "eve@x.com"].map((email) => desired(email, "AUTHOR"));
const others = everybody.slice(1);
const lowered: Person[] = [desired("ana@x.com", "READER", "successors"), ...others];
const heirs: Partial<GuardSettings> = { successor: "successors" };

describe("deleting somebody who owns something", () => {
  let world: OwnedWorld;
  let bucket: MemoryBucket;
  beforeEach(async () => {
    bucket = memoryBucket();
    world = await simulateOwned();
  });
  afterEach(() => world.close());

  const governed = (people: readonly Person[], guard: Partial<GuardSettings> = {}) =>
    govern(people, { guard, dataRegions: ["eu-west-1"] });
  const run = (people: readonly Person[], guard?: Partial<GuardSettings>, ...approvals: string[]) =>
    runPeople(world.simulator.url, governed(people, guard), { bucket, approvals });
  /** Does something after the plan and before it is carried out. */
  const runAfter = (
    meanwhile: () => Promise<unknown>,
    people: readonly Person[],
    guard?: Partial<GuardSettings>,
  ) =>
    runPeople(world.simulator.url, governed(people, guard), {
      bucket,
      onPlan: async () => {
        await meanwhile();
      },
    });
  /** What the guard says, without doing anything. */
  const judged = async (people: readonly Person[], guard?: Partial<GuardSettings>) => {
    let verdict: Verdict<PeopleStep> | undefined;
    const looked = new Error("only looked");
    await runPeople(world.simulator.url, governed(people, guard), {
      bucket,
      onPlan: (one) => {
        verdict = one;
        throw looked;
      },
    }).catch((error: unknown) => {
      if (error !== looked) throw error;
    });
    assert.ok(verdict !== undefined);
    return verdict;
  };
  const describe = ({ plan }: Verdict<PeopleStep>) =>
    plan.steps.map((step) => describeStep(peopleSubject, step)).join();
  const ownersOf = async (kind: AssetKind, id: string) =>
    ((await readPermissions(world.data, accountId, { kind, id })) ?? []).map(
      (one) => one.Principal,
    );
  const roleOf = async (email: string) =>
    (await readNamespace(world.client, world.scope)).people.find((one) => one.session === email)
      ?.role;

  it("hands everything to the successor group before a leaver is removed", async () => {
    const ids = new Map<AssetKind, string>();
    for (const kind of kinds) ids.set(kind, await world.create(kind, `my-${kind}`, [ana]));
    const { verdict, failed } = await run(others, heirs);
    assert.deepEqual(failed, []);
    assert.match(
      describe(verdict),
      /- ana@x.com \(AUTHOR\); owns 1 dashboard \(my-dashboard\), 1 analysis .*, 1 data set .*, 1 data source .*, 1 folder .*, 1 theme .*, 1 template .*, 1 topic .*, 1 agent .*, 1 app/,
    );
    assert.equal(await roleOf("ana@x.com"), undefined);
    for (const [kind, id] of ids) {
      assert.ok((await ownersOf(kind, id)).includes(successor), kind);
    }
  });

  it("hands over, deletes and registers again when an author becomes a reader, with the groups", async () => {
    await world.create("dashboard", "sales", [ana]);
    await world.resetCalls();
    assert.deepEqual((await run(lowered, heirs)).failed, []);
    assert.equal(await roleOf("ana@x.com"), "READER");
    assert.ok((await ownersOf("dashboard", "sales")).includes(successor));
    assert.deepEqual(world.writes(), {
      UpdateDashboardPermissions: 1,
      DeleteUser: 1,
      RegisterUser: 1,
      CreateGroupMembership: 1,
    });
  });

  it("refuses without a successor what would leave something without an owner, and writes nothing", async () => {
    await world.create("data-set", "orders", [ana]);
    await world.resetCalls();
    const refused = await run(lowered).catch((error: unknown) => error);
    assert.ok(refused instanceof PlanRefused);
    assert.match(
      refused.message,
      /nobody would own 1 data set \(orders\) any more; .*guard\.successor/,
    );
    assert.deepEqual(world.writes(), {});
    const hash = /APPROVE=(\w+)/.exec(refused.message)?.[1] ?? "";
    await world.create("data-set", "costs", [ana]);
    const again = await run(lowered, {}, hash).catch((error: unknown) => error);
    assert.ok(again instanceof PlanRefused, "the approval named one orphan; now there are two");
  });

  it("does not call it an orphan when somebody else owns it who stays, but does when they go as well or are gone", async () => {
    await world.create("dashboard", "shared", [ana, bob]);
    const refusals = async (people: readonly Person[]) =>
      (await judged(people, { removals: { percent: 100, atLeast: 9, atMost: 9 } })).refusals;
    assert.deepEqual(await refusals(others), []);
    assert.match(
      (await refusals(others.slice(1))).join(),
      /nobody would own 1 dashboard \(shared\)/,
    );
    assert.deepEqual((await run(others)).failed, []);
    assert.match(
      (await refusals(others.slice(1))).join(),
      /nobody would own 1 dashboard \(shared\)/,
    );
  });

  it("does not delete whose things could not be handed over, and says which; the next run does", async () => {
    await world.create("dashboard", "sales", [ana]);
    await world.setFaults({
      operation: "UpdateDashboardPermissions",
      nth: 1,
      error: "ConflictException",
    });
    const { failed } = await run(others, heirs);
    assert.equal(failed.length, 1);
    assert.match(failed[0]?.reason ?? "", /"sales".* was not handed over .*ConflictException/);
    assert.equal(await roleOf("ana@x.com"), "AUTHOR");
    assert.deepEqual((await run(others, heirs)).failed, []);
    assert.equal(await roleOf("ana@x.com"), undefined);
  });

  it("hands over what was made after the plan", async () => {
    const late = () => world.create("dashboard", "late", [ana]);
    const { verdict, failed } = await runAfter(late, others, heirs);
    assert.match(describe(verdict), /^- ana@x.com \(AUTHOR\) \(/);
    assert.deepEqual(failed, []);
    assert.ok((await ownersOf("dashboard", "late")).includes(successor));
  });

  it("hands over what searches do not know yet, made before the plan or after it", async () => {
    world.simulator.reset({ searchDelayMs: 600_000, assetDelayMs: 0, ingestionDelayMs: 0 });
    await addPeople(world);
    await createDataSource(world.data, "db");
    const early = new Map<AssetKind, string>();
    for (const kind of kinds) early.set(kind, await world.create(kind, `early-${kind}`, [ana]));
    const late = new Map<AssetKind, string>();
    const { verdict, failed } = await runAfter(
      async () => {
        for (const kind of kinds) late.set(kind, await world.create(kind, `late-${kind}`, [ana]));
      },
      others,
      heirs,
    );
    assert.deepEqual(failed, []);
    assert.match(describe(verdict), /owns 1 dashboard \(early-dashboard\), 1 analysis .*, 1 app/);
    for (const [kind, id] of [...early, ...late]) {
      assert.ok((await ownersOf(kind, id)).includes(successor), id);
    }
  });

  it("hands over what only the console makes", async () => {
    const kinds = [
      "FileSource",
      "FileDataSet",
      "PreparedDataSet",
      "DashboardOfAnalysis",
      "Samples",
    ];
    for (const Kind of kinds) {
      const body = JSON.stringify({ Kind, Id: `made-${Kind}`, Owner: ana, Region: "eu-west-1" });
      await fetch(`${world.simulator.url}/_sim/console`, { method: "POST", body });
    }
    const { verdict, failed } = await run(others, heirs);
    assert.deepEqual(failed, []);
    assert.match(describe(verdict), /owns 1 dashboard .*, 6 data sets .*, 5 data sources/);
    assert.ok((await ownersOf("data-source", "made-Samples-source-4")).includes(successor));
  });

  it("does not delete without a successor who has come to own something since the plan", async () => {
    const { failed } = await runAfter(() => world.create("dashboard", "late", [ana]), others);
    assert.match(failed[0]?.reason ?? "", /have come to own 1 dashboard \(late\) since the plan/);
    assert.equal(await roleOf("ana@x.com"), "AUTHOR");
  });

  it("says so when nobody is in the group that inherits", async () => {
    await world.create("dashboard", "sales", [ana]);
    const { plan } = await judged(others, heirs);
    assert.match(plan.notices.join(), /^group successors gets what people own, and nobody in it/);
  });

  it("finishes what a run did not that was stopped between the deletion and the registration", async () => {
    await world.setFaults({ operation: "RegisterUser", error: "AccessDeniedException" });
    const { failed } = await run(lowered, heirs);
    assert.ok(failed.length > 0);
    assert.equal(await roleOf("ana@x.com"), undefined);
    await world.clearFaults();
    assert.deepEqual((await run(lowered, heirs)).failed, []);
    assert.equal(await roleOf("ana@x.com"), "READER");
  });

  it("leaves a note about a leaver whom it has deleted, until they are a reader again", async () => {
    const guard = { ...heirs, leavers: "downgrade" } as const;
    await world.setFaults({ operation: "RegisterUser", error: "AccessDeniedException" });
    await run(others, guard);
    assert.match(bucket.text("locks/default.json") ?? "", /"ana@x\.com":\{"email":"ana@x\.com"/);
    await world.clearFaults();
    assert.deepEqual((await run(others, guard)).failed, []);
    assert.equal(await roleOf("ana@x.com"), "READER");
    assert.doesNotMatch(bucket.text("locks/default.json") ?? "", /"ana@x\.com":/);
  });

  it("looks for nothing when a reader is removed, who can own nothing", async () => {
    assert.deepEqual((await run(lowered, heirs)).failed, []);
    await world.resetCalls();
    assert.deepEqual((await run(others, heirs)).failed, []);
    assert.equal(await roleOf("ana@x.com"), undefined);
    assert.ok(!Object.keys(world.simulator.calls()).some((name) => name.startsWith("Search")));
  });

  it("looks for nothing when nobody is deleted", async () => {
    await world.resetCalls();
    await run([desired("ana@x.com", "ADMIN"), ...others], heirs);
    assert.ok(!Object.keys(world.simulator.calls()).some((name) => name.startsWith("Search")));
  });
});
