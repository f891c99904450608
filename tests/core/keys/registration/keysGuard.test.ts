import assert from "node:assert/strict";
import type { ActualKeys } from "../../../../core/keys/registration/governedKeys.ts";
import { keysGuard } from "../../../../core/keys/registration/keysGuard.ts";
import { planKeys } from "../../../../core/keys/registration/planKeys.ts";
import { consider } from "../../../../core/reconcile/consider.ts";

const [main, second, console] = ["main", "second", "console"].map(
  (id) => `arn:aws:kms:eu-west-1:111122223333:key/${id}`,
) as [string, string, string];
const dataSet = "arn:aws:quicksight:eu-west-1:111122223333:dataset/orders";

describe("keys that leave the registration", () => {
  const judge = (
    keys: Record<string, string | undefined>,
    actual: Partial<ActualKeys>,
    approvals: string[] = [],
  ) => {
    const desired = {
      accountId: "111122223333",
      region: "eu-west-1",
      keys,
      former: new Map([
        [main, "main"],
        [second, "second"],
      ]),
    };
    const there = { registered: [], uses: new Map(), unreadable: new Map(), ...actual };
    const plan = planKeys(desired, there);
    return consider(keysGuard, { desired, actual: there, plan }, undefined, { approvals }).verdict;
  };
  const rulesOf = (...args: Parameters<typeof judge>) =>
    judge(...args).findings.map(({ rule, subject, count }) => [rule, subject, count]);

  it("are none where all stay, one comes, or another is the default", () => {
    assert.deepEqual(rulesOf({ main }, { registered: [main] }), []);
    assert.deepEqual(rulesOf({ main, second, new: undefined }, { registered: [main, second] }), []);
    assert.deepEqual(rulesOf({ main }, { registered: [] }), []);
  });

  it("go where nothing is encrypted with them", () => {
    assert.deepEqual(rulesOf({ main }, { registered: [main, second] }), []);
  });

  it("are asked about with all that they encrypt, by the name that they had", () => {
    const actual = { registered: [main, second], uses: new Map([[second, [dataSet]]]) };
    assert.deepEqual(rulesOf({ main }, actual), [["key-in-use", `key second (${second})`, 1]]);
    const { refusal = "", hash } = judge({ main }, actual);
    assert.match(refusal, /1 thing is encrypted with it \(arn:.*dataset\/orders\); the limit is 0/);
    assert.match(
      refusal,
      /plan for keys of account 111122223333 in eu-west-1; nothing was written/,
    );
    assert.equal(judge({ main }, actual, [hash]).refusal, undefined);
    const more = { ...actual, uses: new Map([[second, [dataSet, `${dataSet}-2`]]]) };
    assert.notEqual(judge({ main }, more, [hash]).refusal, undefined);
  });

  it("say what to do by what they encrypt", () => {
    const refusal = (...resources: string[]) => {
      const arns = resources.map((one) => `arn:aws:quicksight:eu-west-1:111122223333:${one}`);
      const uses = new Map([[second, arns]]);
      return judge({ main }, { registered: [main, second], uses }).refusal ?? "";
    };
    const [loading, entering, waiting] = [
      /1 data set: load it in full \(pulumi up does, unless account\.reencryption says otherwise\)/,
      /1 data source: enter its credentials again, or give it a secret/,
      /1 other: wait until QuickSight gives it up, as no call encrypts it anew/,
    ] as const;
    assert.match(refusal("dataset/orders"), loading);
    assert.doesNotMatch(refusal("dataset/orders"), /data source|other:/);
    assert.match(refusal("datasource/db"), entering);
    assert.doesNotMatch(refusal("datasource/db"), /load it/);
    assert.match(refusal("report/weekly"), waiting);
    const all = refusal("dataset/orders", "dataset/costs", "datasource/db", "report/weekly");
    assert.match(all, /2 data sets: load them in full/);
    assert.match(all, entering);
    assert.match(all, waiting);
  });

  it("are to go in a run of their own, after the one that makes another the default", () => {
    const uses = new Map([[second, [dataSet]]]);
    const there = { registered: [main, second], uses };
    const inTwo = /keep it in account\.keys in this run, .* and take it out in the next/;
    assert.match(judge({ main }, { ...there, defaultArn: second }).refusal ?? "", inTwo);
    assert.doesNotMatch(judge({ main }, { ...there, defaultArn: main }).refusal ?? "", inTwo);
  });

  it("are asked about where somebody else registered them, or what they encrypt is not known", () => {
    assert.deepEqual(rulesOf({ main }, { registered: [main, console] }), [
      ["key-of-others", `key ${console}`, 1],
    ]);
    const unreadable = new Map([[second, "AccessDeniedException"]]);
    assert.deepEqual(rulesOf({ main }, { registered: [second], unreadable }), [
      ["key-uses-unknown", `key second (${second})`, 1],
    ]);
  });
});
