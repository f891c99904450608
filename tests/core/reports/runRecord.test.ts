import assert from "node:assert/strict";
import { peopleSubject } from "../../../core/people/peopleSubject.ts";
import { reasonOf } from "../../../core/people/plan/reasonOf.ts";
import { RunStopped } from "../../../core/reconcile/runStopped.ts";
import { readLines, recordRun } from "../../../core/reports/recordRun.ts";
import { formatRunRecord, parseRunRecord, runRecordKey } from "../../../core/reports/runRecord.ts";
import { writeRunRecord } from "../../../core/reports/writeRunRecord.ts";
import { desired, govern } from "../../support/govern.ts";
import { memoryBucket } from "../../support/memoryBucket.ts";
import { memoryReports } from "../../support/memoryReports.ts";
import { runPeople } from "../../support/runPeople.ts";
import { type SimulatedNamespace, simulateNamespace } from "../../support/simulatedNamespace.ts";

const about = {
  ...{ run: "qs-gc-every-hour:4711", namespace: "default" },
  started: new Date("2026-11-30T12:00:00.000Z"),
  ended: new Date("2026-11-30T12:00:04.500Z"),
};

describe("the record of a run", () => {
  let simulated: SimulatedNamespace;
  beforeEach(async () => {
    simulated = await simulateNamespace("critical");
  });
  afterEach(() => simulated.close());

  const ana = { ...desired("ana@x.com", "READER", "critical"), lines: [3, 14] };
  const wanted = (...people: Parameters<typeof govern>[0]) =>
    govern(people, { source: "data/membership.csv" });
  const run = (governed: ReturnType<typeof govern>) =>
    runPeople(simulated.simulator.url, governed, { bucket: memoryBucket() });

  it("has each step that was done, as data and in words, with the lines that asked for it", async () => {
    const record = recordRun(peopleSubject, about, { outcome: await run(wanted(ana)) });
    assert.equal(record.result, "done");
    assert.equal(record.seconds, 4.5);
    const joined = record.done.find(({ step }) => step.kind === "add-member");
    assert.deepEqual(joined, {
      step: {
        ...{ kind: "add-member", session: "ana@x.com", email: "ana@x.com", group: "critical" },
        reason: "lines 3, 14 of data/membership.csv",
      },
      ...{ text: "+ ana@x.com into critical", file: "data/membership.csv", lines: [3, 14] },
    });
    assert.deepEqual(parseRunRecord(formatRunRecord(record)), record);
  });

  it("reads the lines that the plan writes as a reason, whatever the file is called", () => {
    for (const file of ["data/membership.csv", "s3://b/line 3 of x.csv"]) {
      const lines = [3, 14];
      assert.deepEqual(readLines(reasonOf({ ...ana, lines }, file)), { file, lines });
    }
    assert.deepEqual(readLines(reasonOf({ ...ana, lines: [] })), {});
  });

  it("says how many calls QuickSight throttled, of those that were sent again till they were taken", async () => {
    await simulated.setFaults(
      { operation: "ListUsers", nth: 1, error: "ThrottlingException" },
      { operation: "RegisterUser", nth: 1, error: "ThrottlingException" },
      { operation: "RegisterUser", nth: 2, error: "ThrottlingException" },
    );
    const record = recordRun(peopleSubject, about, { outcome: await run(wanted(ana)) });
    assert.equal(record.result, "done");
    assert.equal(record.throttled, 3);
  });

  it("says which rule refused a plan, and that nothing was done", async () => {
    const many = Array.from({ length: 30 }, (_, at) =>
      desired(`p${at}@x.com`, "READER", "critical"),
    );
    await run(wanted(...many));
    const error: unknown = await run(wanted()).catch((refused: unknown) => refused);
    const record = recordRun(peopleSubject, about, { error });
    assert.equal(record.result, "refused");
    assert.deepEqual(record.done, []);
    assert.ok(record.findings.some(({ rule, count }) => rule === "people-removed" && count === 30));
    assert.equal(record.refusals.length, record.findings.length);
    assert.deepEqual(parseRunRecord(formatRunRecord(record)), record);
  });

  it("names the error of a run that came to no plan, and tells one that was stopped in time from it", () => {
    const failed = recordRun(peopleSubject, about, {
      error: Object.assign(new Error("rate exceeded"), { name: "ThrottlingException" }),
    });
    assert.equal(failed.result, "failed");
    assert.deepEqual(
      failed.errors.map(({ name }) => name),
      ["ThrottlingException"],
    );
    const stopped = recordRun(peopleSubject, about, { error: new RunStopped("by SIGINT") });
    assert.equal(stopped.result, "continues");
  });

  it("is an object of its own for each call of a run, and the same one when it is written twice", async () => {
    const store = memoryReports();
    const first = recordRun(peopleSubject, about, { error: new RunStopped("in time") });
    const second = { ...first, started: "2026-11-30T12:14:50.000Z" };
    for (const record of [first, second, first]) await writeRunRecord(store, record);
    assert.deepEqual(store.keys(), [runRecordKey(first), runRecordKey(second)]);
    assert.equal(
      runRecordKey(first),
      "monitoring/quicksight/runs/2026-11-30/qs-gc-every-hour:4711/default/people-20261130T120000000Z.json",
    );
  });

  it("is told from anything else, with what is wrong", () => {
    const record = recordRun(peopleSubject, about, { error: new Error("x") });
    const cases = [
      ["half of it", formatRunRecord(record).slice(0, 40), /it is no JSON/],
      ["a later version", JSON.stringify({ ...record, version: 2 }), /version/],
      [
        "another run's path",
        JSON.stringify({ ...record, run: "../x" }),
        /run: is no name of a run/,
      ],
      ["a number in place of it", "3", /it is no record of a run/],
    ] as const;
    for (const [what, content, said] of cases) {
      assert.throws(() => parseRunRecord(content), said, what);
    }
  });
});
