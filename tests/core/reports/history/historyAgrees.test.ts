import assert from "node:assert/strict";
import {
  CreateGroupMembershipCommand,
  DeleteGroupMembershipCommand,
} from "@aws-sdk/client-quicksight";
import fc from "fast-check";
import { openApi } from "../../../../core/aws/api.ts";
import { readSnapshot } from "../../../../core/explain/readSnapshot.ts";
import { peopleSubject } from "../../../../core/people/peopleSubject.ts";
import { factKey } from "../../../../core/reports/changes/fact.ts";
import { findInstant } from "../../../../core/reports/history/findInstant.ts";
import { findOrigins } from "../../../../core/reports/history/findOrigins.ts";
import { personFacts } from "../../../../core/reports/history/personFacts.ts";
import { recordRun } from "../../../../core/reports/recordRun.ts";
import { storeSnapshot } from "../../../../core/reports/snapshotObject.ts";
import { writeReports } from "../../../../core/reports/writeReports.ts";
import { writeRunRecord } from "../../../../core/reports/writeRunRecord.ts";
import type { Person } from "../../../../core/people/person.ts";
import { desired, govern } from "../../../support/govern.ts";
import { memoryReports } from "../../../support/memoryReports.ts";
import { runPeople } from "../../../support/runPeople.ts";
import {
  scope,
  type SimulatedNamespace,
  simulateNamespace,
} from "../../../support/simulatedNamespace.ts";

const instants = Number(process.env["HISTORY_INSTANTS"] ?? 300);
const hours = 24;
const hourMs = 3_600_000;
const begin = Date.parse("2026-11-01T00:00:00.000Z");
const groups = ["critical", "sales", "usa"];
const names = ["ana", "bob", "cid", "dee"];
const guard = {
  removals: { percent: 100, atLeast: 100, atMost: 1000 },
  registrations: { percent: 100, atLeast: 1000, atMost: 1000 },
};

/** A membership, as the test notes it by itself: who, which group, and how it came about. */
type Held = ReadonlyMap<string, string>;
const byHand = "past all runs";

/** Which memberships somebody does what with; of a group the line that names it. */
const change = fc.record({
  files: fc.dictionary(fc.constantFrom(...names), fc.subarray(groups, { minLength: 1 })),
  firstLine: fc.integer({ min: 1, max: 99 }),
  byHand: fc.uniqueArray(
    fc.record({ name: fc.constantFrom(...names), group: fc.constantFrom(...groups) }),
    { maxLength: 3, selector: ({ name, group }) => `${name} ${group}` },
  ),
  /** Whether reports are written in that hour, or left to a later one. */
  isReported: fc.boolean(),
});

describe("who could open what at an instant", function () {
  this.timeout(600_000);
  let simulated: SimulatedNamespace;
  before(async () => {
    simulated = await simulateNamespace(...groups);
  });
  after(() => simulated.close());

  it(`is what was read last before it, and by whom, at ${instants} instants of a random history of runs and of changes by hand`, async () => {
    let clock = begin;
    const store = memoryReports(() => clock);
    const read = openApi({ identity: scope.identityRegion, data: [] }, simulated.connection);
    /** What there was at each reading, and after each change, by the test's own notes. */
    const readings: { readonly at: number; readonly held: Held }[] = [];
    const held = new Map<string, string>();
    const changes = fc.sample(change, { numRuns: hours, seed: 4711 });
    for (const [hour, { files, firstLine, byHand: hand, isReported }] of changes.entries()) {
      const people = Object.entries({ ...files, zoe: ["usa"] }).map(
        ([name, some], place): Person => ({
          ...desired(`${name}@x.com`, "READER", ...some),
          lines: [firstLine + place],
        }),
      );
      clock = begin + hour * hourMs + 40 * 60_000;
      const run = `run-${hour}`;
      const started = new Date(clock);
      const outcome = await runPeople(
        simulated.simulator.url,
        govern(people, { guard, source: "m.csv" }),
      );
      assert.deepEqual([outcome.failed, outcome.left], [[], []]);
      const about = { run, namespace: "default", naming: scope, started, ended: started };
      await writeRunRecord(store, recordRun(peopleSubject, about, { outcome }));
      const wanted = new Map<string, string>(
        people.flatMap(({ email, groups: some, lines = [] }) =>
          some.map((group) => [`${email} ${group}`, `${run} line ${lines.join()}`] as const),
        ),
      );
      for (const key of [...held.keys()]) if (!wanted.has(key)) held.delete(key);
      for (const [key, how] of wanted) if (!held.has(key)) held.set(key, how);
      for (const { name, group } of hand) {
        if (files[name] === undefined) continue;
        const key = `${name}@x.com ${group}`;
        await changeByHand(simulated, name, group, held.has(key));
        if (held.has(key)) held.delete(key);
        else held.set(key, byHand);
      }
      clock = begin + (hour + 1) * hourMs;
      const at = new Date(clock).toISOString();
      await storeSnapshot(store, await readSnapshot(read.reading, scope, at));
      readings.push({ at: clock, held: new Map(held) });
      clock += 60_000;
      if (isReported) await writeReports(store);
    }
    await writeReports(store);
    read.close();

    const span = hours * hourMs;
    for (const part of fc.sample(fc.double({ min: 0, max: 1, noNaN: true }), instants)) {
      const instant = begin + hourMs + part * span;
      const reading = readings.findLast((one) => one.at <= instant);
      const { snapshot } = await findInstant(store, new Date(instant));
      assert.equal(Date.parse(snapshot.at), reading?.at);
      const found = new Map<string, string>();
      for (const person of snapshot.namespaces["default"]?.people ?? []) {
        const facts = personFacts({ namespace: "default", person }, { assets: [] }, snapshot);
        const origins = await findOrigins(store, facts, snapshot.at);
        for (const fact of facts.filter(({ whatType }) => whatType === "group")) {
          const { run, lines } = origins.get(factKey(fact)) ?? {};
          const key = `${person.email} ${fact.what.slice(scope.groupPrefix.length)}`;
          found.set(key, run === undefined ? byHand : `${run} line ${lines?.join() ?? ""}`);
        }
      }
      assert.deepEqual(sorted(found), sorted(reading?.held), new Date(instant).toISOString());
    }
  });
});

const sorted = (map: Held | undefined) => [...(map ?? [])].sort();

async function changeByHand(
  { client }: SimulatedNamespace,
  name: string,
  group: string,
  isIn: boolean,
): Promise<void> {
  const input = {
    ...{ AwsAccountId: scope.accountId, Namespace: scope.namespace },
    MemberName: `${scope.federationRole}/${name}@x.com`,
    GroupName: `${scope.groupPrefix}${group}`,
  };
  if (isIn) await client.send(new DeleteGroupMembershipCommand(input));
  else await client.send(new CreateGroupMembershipCommand(input));
}
