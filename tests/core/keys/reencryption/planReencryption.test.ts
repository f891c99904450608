import assert from "node:assert/strict";
import fc from "fast-check";
import type {
  ActualReencryption,
  GovernedReencryption,
} from "../../../../core/keys/reencryption/governedReencryption.ts";
import { planReencryption } from "../../../../core/keys/reencryption/planReencryption.ts";
import { loadPrefix } from "../../../../core/keys/reencryption/reencryptionNotes.ts";
import type { Journal } from "../../../../core/reconcile/subject.ts";

const [a, b] = ["a", "b"].map((id) => `arn:aws:kms:eu-west-1:111122223333:key/${id}`) as [
  string,
  string,
];
const arn = (resource: string) => `arn:aws:quicksight:eu-west-1:111122223333:${resource}`;
const since = "2026-11-29T10:00:00.000Z";
const desired: GovernedReencryption = {
  ...{ accountId: "111122223333", region: "eu-west-1", defaultKey: b },
};
const dataSet = (id: string, isInSpice = true) => ({
  ...{ arn: arn(`dataset/${id}`), id, name: id.toUpperCase(), isInSpice },
});
const noted: Journal = { default: { key: b, at: since } };
const note = (state: string, more: object = {}) => ({ state, attempt: 1, since, ...more });

const actual = (
  keys: Record<string, string[]>,
  more: Partial<ActualReencryption> = {},
): ActualReencryption => ({
  defaultKey: b,
  dataSets: Object.keys(keys)
    .filter((resource) => resource.startsWith("dataset/"))
    .map((resource) => dataSet(resource.slice("dataset/".length))),
  keys: new Map(Object.entries(keys).map(([resource, held]) => [arn(resource), held])),
  ...{ registered: [a, b], closed: new Map(), unreadable: new Map() },
  ...more,
});
const plan = (there: ActualReencryption, journal: Journal = noted) =>
  planReencryption(desired, there, journal);
const stepsOf = (...given: Parameters<typeof plan>) =>
  plan(...given).steps.map((step) => {
    const subject =
      step.kind === "refresh" || step.kind === "cancel"
        ? ` ${step.dataSet.id}`
        : step.kind === "rewrite"
          ? ` ${step.dataSource.id}`
          : "";
    return `${step.kind}${subject}: ${step.reason}`;
  });

describe("what is loaded after another default key", () => {
  it("leaves what is under a closed key, or may be, cancels a load that was begun of it, and leaves nothing else", () => {
    const closed = new Map([[a, "it is Disabled"]]);
    const keys = {
      ...{ "dataset/done": [b], "dataset/old": [a], "dataset/both": [a, b] },
      ...{ "dataset/begun": [a], "dataset/third": ["c"], "datasource/db": [a] },
    };
    const there = actual(keys, { closed });
    const unknown = { ...there, dataSets: [...there.dataSets, dataSet("unknown")] };
    const begun = { ...noted, "load begun": note("begun") };
    assert.deepEqual(stepsOf(unknown, begun), [
      `cancel begun: ${a} is closed to QuickSight (it is Disabled), and it would open under the default key`,
      "refresh third: under c",
    ]);
    const { notices, unchanged } = plan(unknown, begun);
    assert.equal(unchanged, 1);
    for (const id of ["old", "both", "begun", "unknown"]) {
      assert.match(notices.join(), new RegExp(`closed .*\\(${id}\\).* stay closed`));
    }
    assert.match(notices.join(), /closed .*data source db/);
    const opened = planReencryption({ ...desired, openRevoked: true }, unknown, begun);
    assert.equal(opened.steps.length, 6);
    const former = { default: { key: a, at: since }, "load begun": note("begun") };
    assert.deepEqual(plan(unknown, former).settled, [], "kept for who cancels it");
  });

  it("is everything in SPICE that is not under it alone, with the key that it is under", () => {
    const there = actual({
      "dataset/done": [b],
      "dataset/old": [a],
      "dataset/both": [a, b],
      "dataset/unknown": [],
    });
    const direct = { ...there, dataSets: [...there.dataSets, dataSet("direct", false)] };
    assert.deepEqual(stepsOf(direct), [
      `refresh old: under ${a}`,
      `refresh both: still under ${a} as well`,
      "refresh unknown: under no registered key that is known",
    ]);
    assert.equal(plan(direct).unchanged, 1);
  });

  it("is noted with the time since when that key is the default, once", () => {
    assert.deepEqual(stepsOf(actual({}), {}), ["adopt: the default key since this run"]);
    assert.deepEqual(stepsOf(actual({}), { default: { key: a, at: since } }), [
      "adopt: the default key since this run",
    ]);
    assert.deepEqual(stepsOf(actual({}), noted), []);
  });

  it("is nothing where another key is the default than the declared one, and that fails", () => {
    const [step, ...more] = plan(actual({ "dataset/old": [a] }, { defaultKey: a })).steps;
    assert.deepEqual(more, []);
    assert.equal(step?.kind, "mismatch");
  });

  it("is followed where a load was begun, whatever the grants say meanwhile", () => {
    const journal = { ...noted, "load x": note("begun") };
    const reason = ["refresh x: a load that was begun is followed"];
    assert.deepEqual(stepsOf(actual({ "dataset/x": [b] }), journal), reason);
    assert.deepEqual(stepsOf(actual({ "dataset/x": [a] }), journal), reason);
  });

  it("is not loaded for ever where grants cannot be seen: a load of ours that ended well counts", () => {
    const journal = { ...noted, "load x": note("done") };
    assert.deepEqual(stepsOf(actual({ "dataset/x": [] }), journal), []);
    assert.deepEqual(stepsOf(actual({ "dataset/x": [a, b] }), journal), []);
  });

  it("is loaded again where only another key has a grant, unless our load is the newest", () => {
    const journal = { ...noted, "load x": note("done") };
    const { steps } = plan(actual({ "dataset/x": [a] }), journal);
    assert.equal(steps.length, 1);
    const [step] = steps;
    assert.ok(step?.kind === "refresh");
    assert.equal(step.unlessNewest, loadPrefix(desired, arn("dataset/x"), since));
  });

  it("counts nothing of another time as the default, and nothing that somebody wrote into the bucket", () => {
    for (const entry of [
      note("done", { since: "2026-11-01T10:00:00.000Z" }),
      note("done", { attempt: "1" }),
      note("ended"),
      "done",
      null,
      {},
    ]) {
      const journal = { ...noted, "load x": entry };
      assert.deepEqual(stepsOf(actual({ "dataset/x": [] }), journal).length, 1);
      assert.deepEqual(plan(actual({ "dataset/x": [] }), journal).settled, ["load x"]);
    }
    const former = { default: { key: a, at: since }, "load x": note("done") };
    assert.equal(stepsOf(actual({ "dataset/x": [] }), former).length, 2);
    assert.deepEqual(plan(actual({ "dataset/x": [] }), former).settled, ["load x"]);
  });

  it("leaves what the API cannot load, and says what to do with it", () => {
    const journal = { ...noted, "load x": note("refused", { reason: "not supported" }) };
    const { steps, notices } = plan(actual({ "dataset/x": [a] }), journal);
    assert.deepEqual(steps, []);
    assert.match(notices.join(), /data set "X" \(x\) \(not supported\); upload a file again/);
  });

  it("are the credentials of data sources under another key as well, once", () => {
    const there = actual({ "datasource/db": [a], "datasource/new": [b] });
    assert.deepEqual(stepsOf(there), [`rewrite db: its credentials are under ${a}`]);
    const again = plan(there, { ...noted, "source db": note("done") });
    assert.deepEqual(again.steps, []);
    assert.match(
      again.notices.join(),
      /the credentials of data source db were written again, and QuickSight keeps .*key\/a/,
    );
  });

  it("forgets what was noted of data sources that are gone, unless it cannot be known which there are", () => {
    const journal = { ...noted, "source db": note("done"), "source gone": note("done") };
    const there = { "datasource/db": [a] };
    assert.deepEqual(plan(actual(there), journal).settled, ["source gone"]);
    const unreadable = new Map([["c", "ThrottlingException"]]);
    assert.deepEqual(plan(actual(there, { unreadable }), journal).settled, []);
  });

  it("leaves credentials that the deployer may not write, and says who writes them", () => {
    const journal = { ...noted, "source db": note("refused", { reason: "AccessDenied" }) };
    const { steps, notices } = plan(actual({ "datasource/db": [a] }), journal);
    assert.deepEqual(steps, []);
    assert.match(notices.join(), /db are under .*key\/a .*\(AccessDenied\): whoever may read its/);
  });

  it("are not reports and the like, which nobody can write again: they are named with their key", () => {
    const [notice = "", ...more] = plan(
      actual({ "report/weekly": [a], "dashboard/d/snapshot/1": [a, b], "report/new": [b] }),
    ).notices;
    assert.deepEqual(more, []);
    assert.match(notice, /key\/a also encrypts report weekly; dashboard d\/snapshot\/1: no call/);
  });

  it("says where it cannot be known what a key encrypts", () => {
    const unreadable = new Map([[a, "AccessDeniedException"]]);
    assert.match(
      plan(actual({ "dataset/x": [b] }, { unreadable })).notices.join(),
      /key\/a cannot be found out \(AccessDeniedException\); allow kms:ListGrants/,
    );
  });

  it("is nothing after it was done, from any state, and each data set is loaded once at most", () => {
    const state = fc.record({
      keys: fc.subarray([a, b]),
      note: fc.option(
        fc.record({
          state: fc.constantFrom("begun", "done", "failed", "refused"),
          since: fc.constantFrom(since, "2026-11-01T10:00:00.000Z"),
        }),
      ),
      areGrantsSeen: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), state),
        fc.boolean(),
        fc.nat(),
        (sets, isNoted, stopped) => {
          const seen = (keys: Record<string, string[]>) => actual(keys);
          let keys = Object.fromEntries(
            Object.entries(sets).map(([id, set]) => [
              `dataset/${id}`,
              set.areGrantsSeen ? set.keys : [],
            ]),
          );
          let journal: Record<string, unknown> = {
            ...(isNoted ? noted : {}),
            ...Object.fromEntries(
              Object.entries(sets).flatMap(([id, set]) =>
                set.note === null ? [] : [[`load ${id}`, { attempt: 1, ...set.note }]],
              ),
            ),
          };
          const loaded: string[] = [];
          const apply = (most: number) => {
            const made = planReencryption(desired, seen(keys), journal);
            for (const entry of made.settled ?? []) {
              journal = Object.fromEntries(
                Object.entries(journal).filter(([key]) => key !== entry),
              );
            }
            for (const step of made.steps.slice(0, most)) {
              if (step.kind === "adopt") journal = { ...journal, ...noted };
              if (step.kind !== "refresh") continue;
              const { id } = step.dataSet;
              loaded.push(id);
              journal = { ...journal, [`load ${id}`]: note("done", { attempt: 2 }) };
              if (sets[id]?.areGrantsSeen === true) keys = { ...keys, [`dataset/${id}`]: [b] };
            }
            return made;
          };
          apply(stopped % 5);
          apply(Infinity);
          assert.deepEqual(apply(Infinity).steps, []);
          assert.equal(new Set(loaded).size, loaded.length);
        },
      ),
    );
  });
});
