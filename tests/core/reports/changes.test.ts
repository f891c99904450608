import assert from "node:assert/strict";
import fc from "fast-check";
import Papa from "papaparse";
import type { Snapshot } from "../../../core/explain/snapshot.ts";
import type { RecordedStep, RunRecord } from "../../../core/reports/runRecord.ts";
import { storeSnapshot } from "../../../core/reports/snapshotObject.ts";
import { writeReports } from "../../../core/reports/writeReports.ts";
import { writeRunRecord } from "../../../core/reports/writeRunRecord.ts";
import { type MemoryReports, memoryReports } from "../../support/memoryReports.ts";
import { asset, grant, person, snapshotOf } from "../explain/explained.ts";

const folder = "monitoring/quicksight";
const naming = { federationRole: "quicksight-fed-users", groupPrefix: "" };
const user = (name: string) => `quicksight-fed-users/${name}@x.com`;

function recordOf(started: string, done: readonly RecordedStep[], more: Partial<RunRecord> = {}) {
  const nothing = { declined: [], failed: [], left: 0, unchanged: 0, findings: [], refusals: [] };
  return {
    ...{ version: 1, run: `run-${started.slice(11, 13)}`, namespace: "default", subject: "people" },
    ...{ started, seconds: 1, result: "done", done, ...nothing, errors: [], throttled: 0 },
    ...{ notices: [], naming, ...more },
  } as const satisfies RunRecord;
}

function joined(name: string, group: string, line: number): RecordedStep {
  const reason = `line ${line} of data/membership.csv`;
  return {
    step: { kind: "add-member", session: `${name}@x.com`, email: `${name}@x.com`, group, reason },
    text: `+ ${name}@x.com into ${group}`,
    ...{ file: "data/membership.csv", lines: [line] },
  };
}

function removed(name: string, ...groups: string[]): RecordedStep {
  const session = `${name}@x.com`;
  const reason = "no longer in data/membership.csv";
  const who = { session, email: session, role: "READER", groups, leaves: true };
  return { step: { kind: "remove", ...who, reason }, text: `- ${session} (READER)` };
}

const at = (time: string, snapshot: Snapshot): Snapshot => ({ ...snapshot, at: time });
const noon = "2026-11-30T12:00:00.000Z";
const one = "2026-11-30T13:00:00.000Z";
const two = "2026-11-30T14:00:00.000Z";

/** The rows of a report that grows, in its order. */
function rows(store: MemoryReports, name: string, month = "2026-11"): Record<string, string>[] {
  const text = store.text(`${folder}/${name}/${name}-${month}.csv`);
  if (text === undefined) return [];
  const { data, errors } = Papa.parse<Record<string, string>>(text.trimEnd(), { header: true });
  assert.deepEqual(errors, []);
  return data;
}

/** What rows of changes say, shortly. */
const said = (store: MemoryReports) =>
  rows(store, "changes").map(
    ({ change, who, what_type, what, level, run, lines }) =>
      `${change} ${who}: ${what_type} ${what}${level ? ` ${level}` : ""}${run ? ` (${run}, ${lines})` : ""}`,
  );

/** A bucket whose clock is set to the time of what is put there. */
function bucket() {
  let clock = 0;
  const store = memoryReports(() => clock);
  return {
    store,
    read: async (time: string, snapshot: Snapshot) => {
      clock = Date.parse(time) + 60_000;
      await storeSnapshot(store, at(time, snapshot));
    },
    ran: async (record: RunRecord) => {
      clock = Date.parse(record.started) + 1000;
      await writeRunRecord(store, record);
    },
  };
}

describe("changes.csv", () => {
  it("says what a run gave, by which run and which line of the membership file", async () => {
    const { store, read, ran } = bucket();
    await read(noon, snapshotOf([person("ana")], []));
    await writeReports(store);
    await ran(recordOf("2026-11-30T12:59:00.000Z", [joined("ana", "critical", 14)]));
    await read(one, snapshotOf([person("ana", "critical")], []));
    await writeReports(store);
    assert.deepEqual(said(store), [
      `gained ${user("ana")}: group critical (run-12, 14)`,
      "gained critical: namespace default",
    ]);
  });

  it("says what somebody did past all runs, and that it was no run", async () => {
    const { store, read } = bucket();
    const open = (...groups: string[]) =>
      asset(
        "dashboard",
        "sales",
        groups.map((group) => grant("dashboard", `group/default/${group}`)),
      );
    await read(noon, snapshotOf([person("ana", "usa"), person("bob", "usa")], [open("usa")]));
    await writeReports(store);
    await read(one, snapshotOf([person("ana", "usa"), person("bob")], [open()]));
    await writeReports(store);
    assert.deepEqual(said(store), [
      `lost ${user("bob")}: group usa`,
      "lost usa: dashboard sales viewer",
    ]);
    assert.ok(rows(store, "changes").every(({ reason }) => reason?.startsWith("not by a run")));
  });

  it("tells what somebody took back by hand from what a run gave before", async () => {
    const { store, read, ran } = bucket();
    await read(noon, snapshotOf([person("ana"), person("bob", "usa")], []));
    await writeReports(store);
    await ran(recordOf("2026-11-30T12:30:00.000Z", [joined("ana", "usa", 3)]));
    await read(one, snapshotOf([person("ana", "usa"), person("bob", "usa")], []));
    await read(two, snapshotOf([person("ana"), person("bob", "usa")], []));
    await writeReports(store);
    assert.deepEqual(said(store), [
      `gained ${user("ana")}: group usa (run-12, 3)`,
      `lost ${user("ana")}: group usa`,
    ]);
  });

  it("says what somebody put back by hand after a run took it, although both readings have it, and the other way round", async () => {
    const { store, read, ran } = bucket();
    const people = [person("ana", "usa"), person("bob"), person("cid", "usa")];
    await read(noon, snapshotOf(people, []));
    await writeReports(store);
    const leave = { kind: "remove-member", session: "ana@x.com", group: "usa", reason: "gone" };
    const steps = [{ step: leave, text: "- ana" }, joined("bob", "usa", 4)];
    await ran(recordOf("2026-11-30T12:30:00.000Z", steps));
    // What a run did just before a reading AWS may show later.
    await ran(recordOf("2026-11-30T12:55:00.000Z", [joined("bob", "usa", 5)]));
    await read(one, snapshotOf(people, []));
    await writeReports(store);
    assert.deepEqual(said(store).slice(2), [
      `gained ${user("bob")}: group usa (run-12, 5)`,
      `gained ${user("ana")}: group usa`,
    ]);
    await read(two, snapshotOf(people, []));
    await writeReports(store);
    assert.deepEqual(said(store).slice(4), [`lost ${user("bob")}: group usa`]);
  });

  it("calls nothing drift that runs did, where several readings are reported at once", async () => {
    const { store, read, ran } = bucket();
    await read(noon, snapshotOf([person("ana"), person("bob", "usa")], []));
    await writeReports(store);
    await ran(recordOf("2026-11-30T12:30:00.000Z", [joined("ana", "usa", 3)]));
    await read(one, snapshotOf([person("ana", "usa"), person("bob", "usa")], []));
    const leave = { kind: "remove-member", session: "ana@x.com", group: "usa", reason: "gone" };
    await ran(recordOf("2026-11-30T13:30:00.000Z", [{ step: leave, text: "- ana" }]));
    await read(two, snapshotOf([person("ana"), person("bob", "usa")], []));
    await writeReports(store);
    assert.deepEqual(said(store), [
      `gained ${user("ana")}: group usa (run-12, 3)`,
      `lost ${user("ana")}: group usa (run-13, )`,
    ]);
  });

  it("says that a run took whatever went with a user whom it deleted or moved", async () => {
    const { store, read, ran } = bucket();
    const ana = { ...person("ana", "usa", "foreign"), customPermissions: "careful" };
    await read(noon, snapshotOf([ana, person("bob")], [], { sales: { people: [], groups: [] } }));
    await writeReports(store);
    const who = {
      session: "bob@x.com",
      email: "bob@x.com",
      reason: "line 3 of data/membership.csv",
    };
    const move = { kind: "move", from: "default", role: "READER", ...who };
    await ran(recordOf("2026-11-30T12:30:00.000Z", [removed("ana", "usa")]));
    await ran(
      recordOf("2026-11-30T12:40:00.000Z", [{ step: move, text: "move bob" }], {
        namespace: "sales",
      }),
    );
    await read(one, snapshotOf([], [], { sales: { people: [], groups: [] } }));
    await writeReports(store);
    const lost = rows(store, "changes").filter(({ who_type }) => who_type === "user");
    assert.deepEqual(
      lost.map(({ change, who: name, what_type, what, run, namespace }) =>
        [change, name, what_type, what, run, namespace].join(" "),
      ),
      [
        `lost ${user("ana")} role READER run-12 default`,
        `lost ${user("ana")} group usa run-12 default`,
        `lost ${user("ana")} profile careful run-12 default`,
        `lost ${user("ana")} group foreign run-12 default`,
        `lost ${user("bob")} role READER run-12 default`,
      ],
    );
    assert.deepEqual(
      rows(store, "deleted_users").map(({ user_name, run }) => `${user_name} ${run}`),
      [`${user("ana")} run-12`, `${user("bob")} run-12`],
    );
  });

  it("takes nothing for lost that nobody could read, and sees what was lost meanwhile when it can be read again", async () => {
    const { store, read } = bucket();
    const sales = asset("dashboard", "sales", [grant("dashboard", "group/default/usa")]);
    const people = [person("ana", "usa")];
    await read(noon, snapshotOf(people, [sales]));
    await writeReports(store);
    await read(one, snapshotOf(people, [{ ...sales, grants: [], unreadable: "denied" }]));
    await writeReports(store);
    await read("2026-11-30T13:30:00.000Z", {
      ...snapshotOf(people, []),
      unknown: ["dashboards in eu-west-1: denied"],
    });
    await writeReports(store);
    assert.deepEqual(said(store), []);
    await read(two, snapshotOf(people, [{ ...sales, grants: [] }]));
    await writeReports(store);
    assert.deepEqual(said(store), ["lost usa: dashboard sales viewer"]);
  });

  it("is one file a month", async () => {
    const { store, read, ran } = bucket();
    await ran(recordOf("2026-11-30T23:59:59.000Z", [joined("ana", "usa", 3)]));
    await ran(recordOf("2026-12-01T00:59:59.000Z", [joined("bob", "usa", 4)]));
    await read("2026-12-01T01:00:00.000Z", snapshotOf([], []));
    await writeReports(store);
    assert.equal(rows(store, "changes").length, 1);
    assert.equal(rows(store, "changes", "2026-12").length, 1);
  });

  it("opens in a spreadsheet without running what somebody called a group, and keeps a row to a line", async () => {
    const { store, read } = bucket();
    await read(noon, snapshotOf([person("ana")], []));
    await writeReports(store);
    const name = `=cmd|' /C calc'!A0,"\n`;
    await read(one, snapshotOf([person("ana", name)], []));
    await writeReports(store);
    const row = rows(store, "changes").find(({ what_type }) => what_type === "group");
    assert.equal(row?.["what"], `'=cmd|' /C calc'!A0,"\\u{a}`);
  });
});

describe("deleted_users.csv", () => {
  it("has everybody who was deleted, with the role that they had, by a run or by hand", async () => {
    const { store, read, ran } = bucket();
    const [ana, bob, cid] = [person("ana", "usa"), person("bob"), person("cid")] as const;
    await read(noon, snapshotOf([ana, bob, cid], []));
    await writeReports(store);
    await ran(recordOf("2026-11-30T12:59:00.000Z", [removed("ana", "usa")]));
    await read(one, snapshotOf([cid], []));
    await writeReports(store);
    assert.deepEqual(
      rows(store, "deleted_users").map(({ user_name, role, run }) => [user_name, role, run]),
      [
        [user("ana"), "READER", "run-12"],
        [user("bob"), "READER", ""],
      ],
    );
  });
});

describe("errors.csv", () => {
  it("has each refusal, each step that failed or was declined, and what ended a run, with the line", async () => {
    const { store, read, ran } = bucket();
    await ran(
      recordOf("2026-11-30T12:59:00.000Z", [], {
        result: "refused",
        findings: [
          { rule: "people-removed", subject: "people", count: 9, limit: 5, of: 10, spent: 0 },
        ],
        refusals: ["9 of 10 people would be removed; the limit is 5 [people-removed]"],
      }),
    );
    await ran(
      recordOf("2026-11-30T13:59:00.000Z", [], {
        result: "partly",
        failed: [{ ...joined("ana", "usa", 3), why: "there is no such group" }],
        errors: [{ name: "LockBusy", message: "another run holds the lock" }],
      }),
    );
    await read(two, snapshotOf([], []));
    await writeReports(store);
    assert.deepEqual(
      rows(store, "errors").map(({ type, name, lines }) => [type, name, lines]),
      [
        ["refused", "people-removed", ""],
        ["error", "LockBusy", ""],
        ["failed", "add-member", "3"],
      ],
    );
  });
});

describe("namespaces.csv", () => {
  it("has each namespace that was there at first, that came, and that went", async () => {
    const { store, read } = bucket();
    const empty = { people: [], groups: [] };
    await read(noon, snapshotOf([], [], { old: empty }));
    await writeReports(store);
    await read(one, snapshotOf([], [], { sales: empty }));
    await writeReports(store);
    assert.deepEqual(
      rows(store, "namespaces").map(({ namespace, status }) => `${namespace} ${status}`),
      ["default there", "old there", "sales created", "old deleted"],
    );
  });
});

describe("the reports that grow", () => {
  const hours = Array.from({ length: 4 }, (_, hour) => `2026-11-30T1${hour}:00:00.000Z`);
  const peopleAt = (hour: number) =>
    snapshotOf(
      ["ana", "bob", "cid"].map((name, place) => person(name, ...(hour > place ? ["usa"] : []))),
      [],
    );

  it("are the same after a report was killed at any write and run again, whatever was read in between", async () => {
    const whole = bucket();
    const write = async (made: ReturnType<typeof bucket>, hour: number) => {
      const started = `2026-11-30T1${hour - 1}:59:00.000Z`;
      if (hour === 2) await made.ran(recordOf(started, [joined("bob", "usa", 2)]));
      await made.read(hours[hour] ?? "", peopleAt(hour));
    };
    for (let hour = 0; hour < hours.length; hour += 1) {
      await write(whole, hour);
      await writeReports(whole.store);
    }
    const grow = ["changes", "deleted_users", "errors", "namespaces"] as const;
    const all = (store: MemoryReports) => grow.map((name) => rows(store, name));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 4 }),
        async (kills) => {
          const made = bucket();
          for (const [hour, kill] of kills.entries()) {
            await write(made, hour);
            made.store.failFrom(kill);
            await writeReports(made.store).catch(() => undefined);
            made.store.failFrom(Infinity);
          }
          await writeReports(made.store);
          await writeReports(made.store);
          assert.deepEqual(all(made.store), all(whole.store));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("lose no row where two reports are written at once", async () => {
    const { store, read, ran } = bucket();
    await ran(recordOf("2026-11-30T12:59:00.000Z", [joined("ana", "usa", 3)]));
    await read(one, snapshotOf([], []));
    await Promise.all([writeReports(store), writeReports(store)]);
    assert.equal(rows(store, "changes").length, 1);
  });
});
