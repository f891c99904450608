import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { peopleSubject } from "../../core/people/peopleSubject.ts";
import type { RunRecord } from "../../core/reports/runRecord.ts";
import { recordRun } from "../../core/reports/recordRun.ts";
import { storeSnapshot } from "../../core/reports/snapshotObject.ts";
import { writeReports } from "../../core/reports/writeReports.ts";
import { writeRunRecord } from "../../core/reports/writeRunRecord.ts";
import { asset, grant, person, snapshotOf } from "../core/explain/explained.ts";
import { type ReportBucket, startReportBucket } from "../support/startReportBucket.ts";
import { qsgov } from "./qsgov.ts";

const sales = asset("dashboard", "sales", [grant("dashboard", "group/default/critical")]);
const [noon, one, two] = [
  "2026-11-01T12:00:00.000Z",
  "2026-11-01T13:00:00.000Z",
  "2026-11-01T14:00:00.000Z",
] as const;

describe("qsgov, of an instant that has been", function () {
  this.timeout(120_000);
  let bucket: ReportBucket;
  let directory: string;

  before(async () => {
    directory = await mkdtemp(`${tmpdir()}/qsgov-`);
    bucket = await startReportBucket("quicksight-governance-111122223333-us-east-1");
    const { store } = bucket;
    const people = [person("ana"), person("bob", "critical")];
    await storeSnapshot(store, { ...snapshotOf(people, [sales]), at: noon });
    const started = new Date("2026-11-01T12:40:00.000Z");
    const about = { run: "run-12", namespace: "default", started, ended: started };
    const record = recordRun(peopleSubject, about, { error: new Error("none") });
    const reason = "line 14 of data/membership.csv";
    await writeRunRecord(store, {
      ...{ ...record, result: "done", errors: [] },
      naming: { federationRole: "quicksight-fed-users", groupPrefix: "" },
      done: [
        {
          step: { kind: "add-member", session: "ana@x.com", group: "critical", reason },
          ...{ text: "+ ana@x.com into critical", file: "data/membership.csv", lines: [14] },
        },
      ],
    } satisfies RunRecord);
    const later = [person("ana", "critical"), person("bob", "critical")];
    await storeSnapshot(store, { ...snapshotOf(later, [sales]), at: one });
    await storeSnapshot(store, { ...snapshotOf([person("bob", "critical")], [sales]), at: two });
    await writeReports(store);
  });
  after(async () => {
    await bucket.close();
    await rm(directory, { recursive: true });
  });

  const run = (...args: string[]) =>
    qsgov([...args, "--account", "111122223333"], {
      cwd: directory,
      environment: { ...bucket.emulator.rootEnvironment, AWS_REGION: "us-east-1" },
    });

  it("says what somebody could open then, by which run and line, and what was otherwise at the next reading", async () => {
    const { code, stdout, stderr } = await run("explain", "ana@x.com", "--at", "2026-11-01T13:30Z");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /opens 1\n.*dashboard +sales +sales +viewer/);
    assert.match(
      stdout,
      /group critical: 2026-11-01T12:40:00\.000Z, run run-12, line 14 of data\/membership\.csv/,
    );
    assert.match(stdout, /as read at 2026-11-01T13:00:00\.000Z; read again at 2026-11-01T14:00/);
    assert.match(stdout, /ana@x\.com went/);
  });

  it("says who could open an asset then, for machines as well", async () => {
    const { code, stdout } = await run(
      "explain",
      "dashboard:sales",
      "--at",
      "2026-11-01T12:30Z",
      "--json",
    );
    assert.equal(code, 0);
    const { people, past } = JSON.parse(stdout) as {
      readonly people: readonly { readonly person: string }[];
      readonly past: { readonly read: string; readonly untilNext: readonly string[] };
    };
    assert.deepEqual(
      people.map((each) => each.person),
      ["bob@x.com"],
    );
    assert.equal(past.read, noon);
    assert.deepEqual(past.untilNext, [
      'quicksight-fed-users/ana@x.com gains viewer of dashboard "sales" (sales)',
    ]);
  });

  it("says what is between two instants, and between one and a file", async () => {
    const { code, stdout, stderr } = await run(
      "diff",
      "--from",
      "@2026-11-01T12:30Z",
      "--to",
      "@2026-11-01T13:30Z",
    );
    assert.equal(code, 2, stderr);
    assert.match(stdout, /ana@x\.com/);
    const same = await run("diff", "--from", "@2026-11-01T13:00Z", "--to", "@2026-11-01T13:30Z");
    assert.equal(same.code, 0);
  });

  it("says when an instant is before the first reading, still to come, or none", async () => {
    const cases = [
      ["2026-11-01T11:59Z", /the first one that is kept is of 2026-11-01T12:00:00\.000Z/],
      ["2999-01-01", /--at is still to come/],
      ["2026-02-30", /--at is no instant \(got 2026-02-30\)/],
      ["2026-02-30T10:00Z", /--at is no instant/],
      ["yesterday", /give one as 2026-10-01T12:00Z/],
      ["2026-11-01T12:00", /--at is no instant/],
    ] as const;
    for (const [at, said] of cases) {
      const { code, stderr } = await run("explain", "ana@x.com", "--at", at);
      assert.equal(code, 1, at);
      assert.match(stderr, said);
    }
    const elsewhere = await run(
      "explain",
      "ana@x.com",
      "--at",
      "2026-11-01T13:00Z",
      "--bucket",
      "not-there",
    );
    assert.match(elsewhere.stderr, /there is no bucket not-there/);
  });
});
