import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { CreateGroupCommand } from "@aws-sdk/client-quicksight";
import { type AssetKind, assetKinds } from "../../../../core/assets/assetKinds.ts";
import { grantPermissions } from "../../../../core/assets/grantPermissions.ts";
import { listAssets } from "../../../../core/assets/listAssets.ts";
import { ownersOf } from "../../../../core/assets/ownersOf.ts";
import { permissionSet } from "../../../../core/assets/permissionSet.ts";
import { readPermissions } from "../../../../core/assets/readPermissions.ts";
import { groupArnOf, groupNameOf } from "../../../../core/aws/scope.ts";
import { readNamespace } from "../../../../core/people/readNamespace.ts";
import { PlanRefused } from "../../../../core/reconcile/planRefused.ts";
import type { GuardSettings } from "../../../../core/settings/guardSettings.ts";
import { desired, govern } from "../../../support/govern.ts";
import { runPeople } from "../../../support/runPeople.ts";
import { scope } from "../../../support/simulatedNamespace.ts";
import {
  accountId,
  ana,
  bob,
  eve,
  type OwnedWorld,
  simulateOwned,
  successor,
} from "../../assets/ownedWorld.ts";
import { type LockSite, startLockSite } from "../../reconcile/lock/lockSite.ts";
import type { ChildRun } from "./runPeopleChild.ts";

/** `KILL_POINTS=all` is the proof, in an hour or more; else so many points of each drill, and those around each deletion. */
const { KILL_POINTS = "2" } = process.env;
const isProof = KILL_POINTS === "all";
const sampled = isProof ? Infinity : Number(KILL_POINTS);

const program = fileURLToPath(new URL("runPeopleChild.ts", import.meta.url));
const killedAt = resolve("tests/support/killedAt.ts");
const calls = join(tmpdir(), `leaver-calls-${process.pid}`);
const namespace = "default";
const kinds = Object.keys(assetKinds) as AssetKind[];
const readers = groupArnOf(scope, "readers");
/** Those who stay. */
const people = ["bob@x.com", "eve@x.com"].map((email) => desired(email, "AUTHOR"));
const removals = { percent: 100, atLeast: 50, atMost: 50 };

type Guard = Partial<GuardSettings>;
const drills: readonly (readonly [title: string, guard: Guard, isSole: boolean])[] = [
  ["is removed, with a successor", { leavers: "remove", successor: "successors" }, true],
  ["becomes a reader, with a successor", { leavers: "downgrade", successor: "successors" }, true],
  ["is removed, and others own it all", { leavers: "remove" }, false],
  ["becomes a reader, and others own it all", { leavers: "downgrade" }, false],
];

/** Who may do what, by asset; actions are sorted. */
type Access = ReadonlyMap<string, ReadonlyMap<string, string>>;

describe("somebody who owns an asset of each kind and leaves, in a run that is killed with SIGKILL around each call", function () {
  this.timeout(sampled > 4 ? 7_200_000 : 600_000);
  let world: OwnedWorld;
  let site: LockSite;
  /** The account before the drill, with what the leaver owns alone, and without. */
  let accounts: Record<"sole" | "shared", () => void>;

  before(async () => {
    site = await startLockSite();
    world = await simulateOwned();
    await world.client.send(
      new CreateGroupCommand({
        ...{ AwsAccountId: accountId, Namespace: namespace },
        GroupName: groupNameOf(scope, "readers"),
      }),
    );
    for (const kind of kinds) await furnish(kind, `shared-${kind}`, ana, bob);
    const shared = world.simulator.snapshot();
    for (const kind of kinds) await furnish(kind, `sole-${kind}`, ana);
    accounts = { shared, sole: world.simulator.snapshot() };
  });
  after(async () => {
    await rm(calls, { force: true });
    await world.close();
    await site.close();
  });

  /** An asset of these owners, which a group and a colleague may look at. */
  const furnish = async (kind: AssetKind, name: string, ...owners: string[]) => {
    const id = await world.create(kind, name, owners);
    const Actions = permissionSet(kind, "viewer");
    const viewers = [readers, eve].map((Principal) => ({ Principal, Actions }));
    await grantPermissions(world.data, accountId, { kind, id }, viewers);
  };
  const governed = (guard: Guard) =>
    govern(people, { guard: { ...guard, removals }, dataRegions: ["eu-west-1"] });
  const begin = async (isSole: boolean) => {
    accounts[isSole ? "sole" : "shared"]();
    await site.remove(namespace);
    await rm(calls, { force: true });
  };
  const run = (guard: Guard) =>
    runPeople(world.simulator.url, governed(guard), { lock: site.place(namespace) });

  /** Runs a process until the point, or without one to its end, which is said by the code; answers its calls, a line each. */
  const runUntil = async (guard: Guard, point?: string, code = 0): Promise<string[]> => {
    const { bucket, region } = site.place(namespace);
    const given: ChildRun = {
      url: world.simulator.url,
      governed: governed(guard),
      lock: { bucket, region, namespace },
    };
    const child = spawn(process.execPath, ["--import", killedAt, program, JSON.stringify(given)], {
      env: {
        ...{ ...process.env, ...site.environment },
        ...{ KILLED_CALLS: "all", CALLS: calls, KILLED_AT: point ?? "" },
      },
      stdio: "ignore",
    });
    await once(child, "exit");
    if (point === undefined) assert.equal(child.exitCode, code);
    else assert.equal(child.signalCode, "SIGKILL", `it ended before it was killed at ${point}`);
    return (await readFile(calls, "utf8")).trim().split("\n");
  };
  /** Lets the lease of a killed run pass; what it noted stays. */
  const endLease = async () => {
    const stored = await site.stored(namespace);
    if (stored === undefined) return;
    await site.overwrite(namespace, JSON.stringify({ ...stored, leaseMs: 0 }));
  };

  const readAccess = async (): Promise<Access> => {
    const found = new Map<string, ReadonlyMap<string, string>>();
    for (const kind of kinds) {
      for (const { id } of await listAssets(world.data, accountId, kind)) {
        const permissions = (await readPermissions(world.data, accountId, { kind, id })) ?? [];
        const of = permissions.map(({ Principal = "", Actions = [] }) => {
          return [Principal, [...Actions].sort().join()] as const;
        });
        found.set(`${kind} ${id}`, new Map(of));
      }
    }
    return found;
  };
  const roles = async () => {
    const { people: there } = await readNamespace(world.client, world.scope);
    return Object.fromEntries(there.map(({ session, role }) => [session, role]));
  };
  /** What must never be: an asset whose only owners are gone. */
  const assertOwned = async (when: string) => {
    const there = await roles();
    const gone = new Set("ana@x.com" in there && there["ana@x.com"] !== "READER" ? [] : [ana]);
    for (const [asset, principals] of await readAccess()) {
      if (asset === "data-source db") continue;
      const [kind = ""] = asset.split(" ");
      const permissions = [...principals].map(([Principal, actions]) => ({
        ...{ Principal, Actions: actions.split(",") },
      }));
      const left = ownersOf(kind, permissions).filter((owner) => !gone.has(owner));
      assert.ok(left.length > 0, `${when}: nobody owns ${asset}`);
    }
  };
  const assertKept = async (before: Access, when: string) => {
    const now = await readAccess();
    assert.deepEqual([...now.keys()], [...before.keys()], when);
    for (const [asset, principals] of before) {
      for (const [principal, actions] of principals) {
        if (principal === ana) continue;
        assert.equal(now.get(asset)?.get(principal), actions, `${when}: ${principal} on ${asset}`);
      }
      const others = [...(now.get(asset) ?? new Map<string, string>()).keys()];
      const came = others.filter((one) => !principals.has(one));
      assert.ok(
        came.every((one) => one === successor),
        `${when}: ${came.join()} on ${asset}`,
      );
    }
  };
  /** Before and after each call, or some of these points: those around each deletion and registration always. */
  const pointsOf = (lines: readonly string[]): string[] => {
    const all = lines.flatMap((_, index) => [`${index + 1}`, `${index + 1}+`]);
    if (isProof) return all;
    const step = Math.ceil(all.length / sampled);
    const telling = lines.flatMap((line, index) =>
      /^DELETE .*\/users\/|^POST .*\/users\b/.test(line) ? [`${index + 1}`, `${index + 1}+`] : [],
    );
    return [...new Set([...all.filter((_, index) => index % step === step - 1), ...telling])];
  };

  const tell = (lines: readonly string[]) => {
    if (sampled <= 4) return;
    console.log(`      ${pointsOf(lines).length} points around ${lines.length} calls`);
  };

  for (const [title, guard, isSole] of drills) {
    it(`${title}: whatever call it was killed at, the next run leaves nothing without an owner and takes nothing from others`, async () => {
      await begin(isSole);
      const before = await readAccess();
      const lines = await runUntil(guard);
      assert.ok(lines.length > 50, `${lines.length} calls`);
      const points = pointsOf(lines);
      for (const point of points) {
        const when = `killed at ${point} of ${lines.length}`;
        await begin(isSole);
        await runUntil(guard, point);
        await assertOwned(when);
        await assertKept(before, when);
        await endLease();
        assert.deepEqual((await run(guard)).failed, [], when);
        await assertOwned(`after the next run, ${when}`);
        await assertKept(before, `after the next run, ${when}`);
        const role = guard.leavers === "remove" ? {} : { "ana@x.com": "READER" };
        const there = { ...role, "bob@x.com": "AUTHOR", "eve@x.com": "AUTHOR" };
        assert.deepEqual(await roles(), there, when);
        assert.deepEqual((await run(guard)).verdict.plan.steps, [], when);
      }
      tell(lines);
    });
  }

  for (const leavers of ["remove", "downgrade"] as const) {
    it(`stays as they are where nobody would own what they have (leavers: ${leavers}, no successor), whatever call it is killed at`, async () => {
      await begin(true);
      const before = await readAccess();
      await assert.rejects(run({ leavers }), PlanRefused);
      await begin(true);
      const lines = await runUntil({ leavers }, undefined, 1);
      assert.ok(lines.length > 30, `${lines.length} calls`);
      for (const point of pointsOf(lines)) {
        await begin(true);
        await runUntil({ leavers }, point);
        await endLease();
        await assert.rejects(run({ leavers }), PlanRefused);
        assert.deepEqual(await readAccess(), before);
        assert.equal((await roles())["ana@x.com"], "AUTHOR");
      }
      tell(lines);
    });
  }
});
