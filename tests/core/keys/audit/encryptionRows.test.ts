import assert from "node:assert/strict";
import {
  type DefaultKey,
  defaultOf,
  encryptionRows,
  type EncryptionRow,
} from "../../../../core/keys/audit/encryptionRows.ts";
import { addRecord, mergeAudit, newAudit } from "../../../../core/keys/audit/keyAudit.ts";
import { dataSetArn, event, keyArn, retirementById, scope } from "./events.ts";

const [a, b] = [keyArn("a"), keyArn("b")];

function auditOf(records: readonly unknown[]) {
  const audit = newAudit();
  for (const record of records) addRecord(audit, record, scope);
  return audit;
}

function listed(id: string, isInSpice = true) {
  return { arn: dataSetArn(id), id, name: id, isInSpice };
}

function registered(arn?: string): DefaultKey {
  return { arn, from: "registration" };
}

/** The row of data set `orders`, where `a` is the default key. */
function rowOf(records: readonly unknown[], isInSpice = true): EncryptionRow {
  const [row] = encryptionRows(auditOf(records), [listed("orders", isInSpice)], registered(a));
  assert.ok(row !== undefined);
  return row;
}

const day = (at: string) => `2026-03-01T${at}Z`;

describe("the key of a data set", () => {
  const grant = (at: string, key = a, id?: string) =>
    event({ name: "CreateGrant", at, key, ...(id === undefined ? {} : { grant: id }) });
  const retirement = (at: string, rest: Parameters<typeof event>[0] = {}) =>
    event({ name: "RetireGrant", at, ...rest });

  it("is that of the last CreateGrant, since then, with the last uses beside it", () => {
    const row = rowOf([
      grant("09:00:00", b),
      grant("10:00:00"),
      event({ name: "GenerateDataKey", at: "10:00:01" }),
      event({ at: "10:00:02" }),
      event({ at: "12:30:00" }),
    ]);
    assert.deepEqual(row, {
      ...listed("orders"),
      ...{ state: "current", key: a, since: day("10:00:00"), retired: undefined },
      ...{ lastDataKey: day("10:00:01"), lastDecrypt: day("12:30:00") },
      ...{ lastUsed: day("12:30:00"), isListed: true },
    });
  });

  const cases: readonly [string, readonly unknown[], Partial<EncryptionRow>][] = [
    ["stale when it is not the default", [grant("10:00:00", b)], { state: "stale", key: b }],
    [
      "none when RetireGrant came last",
      [grant("10:00:00"), retirement("11:00:00")],
      { state: "retired", key: undefined, since: undefined, retired: day("11:00:00") },
    ],
    [
      "there again when a CreateGrant came after the RetireGrant",
      [grant("10:00:00"), retirement("11:00:00"), grant("12:00:00")],
      { state: "current", key: a, since: day("12:00:00"), retired: undefined },
    ],
    [
      "the new one when the grant of the former key was retired after it was made",
      [grant("10:00:00", b), grant("11:00:00"), retirement("11:00:05", { key: b })],
      { state: "current", key: a, retired: undefined },
    ],
    [
      "the same one after a full refresh that retires the former grant, also in the same second",
      [grant("10:00:00", a), grant("11:00:00"), retirement("11:00:00")],
      { state: "current", since: day("11:00:00") },
    ],
    [
      "the same one when the retirement names the former grant",
      [
        grant("10:00:00", a, "one"),
        grant("11:00:00", a, "two"),
        retirement("11:00:05", { grant: "one" }),
      ],
      { state: "current" },
    ],
    [
      "none when a retirement names the last grant by its id alone",
      [grant("10:00:00", a, "one"), retirementById("one", "11:00:00")],
      { state: "retired", retired: day("11:00:00") },
    ],
    [
      "there when only former grants are retired by their id",
      [
        grant("10:00:00", a, "one"),
        grant("11:00:00", a, "two"),
        retirementById("one", "11:00:05"),
        retirementById("nobody's", "11:00:06"),
      ],
      { state: "current", since: day("11:00:00") },
    ],
    [
      "that of the last use where no grant was read, since nobody knows when",
      [event({ name: "GenerateDataKey", at: "09:00:00", key: b }), event({ at: "10:00:00" })],
      { state: "current", key: a, since: undefined, lastDecrypt: day("10:00:00") },
    ],
    [
      "none where no grant was read and the retirement came after the last use",
      [event({ at: "10:00:00" }), retirement("10:30:00")],
      { state: "retired", key: undefined },
    ],
    [
      "that of the grant that stays, of two in the same second, as after a load that failed at once",
      [
        ...[grant("10:00:00", a, "one"), grant("11:00:00", a, "one"), grant("11:00:00", b, "two")],
        retirement("11:00:00", { grant: "two", key: b }),
      ],
      { state: "current", key: a, since: day("11:00:00") },
    ],
    [
      "that of the grant that stays, of two in the same second, also where its id alone says so",
      [
        ...[grant("11:00:00", a, "one"), grant("11:00:00", b, "two")],
        retirementById("two", "11:00:00"),
      ],
      { state: "current", key: a },
    ],
    ["not known where nothing tells", [], { state: "never", key: undefined }],
  ];
  for (const [title, records, expected] of cases) {
    it(`is ${title}`, () => {
      assert.partialDeepStrictEqual(rowOf(records), expected);
      assert.deepEqual(rowOf([...records].reverse()), rowOf(records));
    });
  }

  it("is what events say of the time in SPICE, where the data set is not in SPICE any more", () => {
    assert.partialDeepStrictEqual(rowOf([grant("10:00:00", b)], false), {
      ...{ state: "stale", isInSpice: false },
    });
    assert.equal(rowOf([], false).state, "never");
  });

  it("is stale where no key is the default any more", () => {
    const [row] = encryptionRows(auditOf([grant("10:00:00")]), [listed("orders")], registered());
    assert.equal(row?.state, "stale");
  });

  it("is held against that of the last grant of all where nobody says which is the default, and is current without any", () => {
    const other = event({
      name: "CreateGrant",
      at: "11:00:00",
      dataSet: dataSetArn("new"),
      key: b,
    });
    const states = (audit: ReturnType<typeof auditOf>) =>
      encryptionRows(audit, undefined, defaultOf(audit)).map(({ id, state }) => [id, state]);
    assert.deepEqual(states(auditOf([grant("10:00:00", a), other])), [
      ["new", "current"],
      ["orders", "stale"],
    ]);
    assert.deepEqual(states(auditOf([event()])), [["orders", "current"]]);
  });

  it("is read where KMS writes it: the context of a use, the key among the resources", () => {
    const context = { encryptionContext: { "aws:quicksight:arn": dataSetArn("orders") } };
    const resources = [{ type: "AWS::KMS::Key", ARN: b }];
    const rest = { requestParameters: context, resources };
    assert.equal(rowOf([event({ rest })]).key, b);
    const byId = { requestParameters: { ...context, keyId: "b" }, resources };
    assert.equal(rowOf([event({ rest: byId })]).key, b);
  });

  it("has the ARN of its key also where a caller named it by its id alone and nothing else tells", () => {
    const id = "mrk-1234abcd12ab34cd56ef1234567890ab";
    const row = rowOf([event({ name: "CreateGrant", key: id })]);
    assert.equal(row.key, keyArn(id));
    const responseElements = { keyId: b, grantId: "one" };
    const rest = { responseElements };
    assert.equal(rowOf([event({ name: "CreateGrant", key: "alias/data", rest })]).key, b);
  });

  it("is read in every partition", () => {
    for (const [partition, region] of [
      ["aws-cn", "cn-north-1"],
      ["aws-us-gov", "us-gov-west-1"],
    ] as const) {
      const arn = `arn:${partition}:quicksight:${region}:111122223333:dataset/orders`;
      const key = `arn:${partition}:kms:${region}:111122223333:key/a`;
      const audit = newAudit();
      const made = event({ name: "CreateGrant", dataSet: arn, key });
      addRecord(audit, made, { accountId: "111122223333", region });
      const list = [{ arn, id: "orders", name: "orders", isInSpice: true }];
      assert.equal(encryptionRows(audit, list, registered(key))[0]?.key, key);
    }
  });

  it("is read of events that are as old as CloudTrail, without an id, and with parts of a second", () => {
    const rest = { eventID: undefined, eventTime: "2026-03-01T10:00:00.250Z" };
    assert.equal(rowOf([event({ name: "CreateGrant", rest })]).since, day("10:00:00"));
  });

  it("is none when a grant that was made again with the same id goes, in whatever parts that is read", () => {
    const parts = [
      [grant("10:00:00", a, "one"), grant("11:00:00", b, "two")],
      [retirementById("one", "13:00:00")],
      [grant("12:00:00", a, "one")],
    ];
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      const whole = newAudit();
      for (const index of order) mergeAudit(whole, auditOf(parts[index] ?? []));
      const [row] = encryptionRows(whole, [listed("orders")], registered(a));
      assert.deepEqual([row?.state, row?.retired], ["retired", day("13:00:00")], String(order));
    }
  });

  it("has a row for each data set that there is, by name, and for those that are gone", () => {
    const audit = auditOf([grant("10:00:00")]);
    const rows = encryptionRows(audit, [listed("y"), listed("x")], registered(a));
    assert.deepEqual(
      rows.map(({ id, state, isListed, isInSpice }) => [id, state, isListed, isInSpice]),
      [
        ["orders", "current", false, undefined],
        ["x", "never", true, true],
        ["y", "never", true, true],
      ],
    );
  });
});

describe("events that tell of no data set in question", () => {
  const other = (rest: object) => event({ rest });
  const elsewhere = { accountId: "999988887777" };
  const cases: readonly [string, unknown, string, string][] = [
    [
      "another service",
      other({ eventSource: "s3.amazonaws.com" }),
      ...(["otherService", "s3.amazonaws.com"] as const),
    ],
    ["another call of KMS", event({ name: "DescribeKey" }), "otherEvent", "DescribeKey"],
    [
      "somebody else's use of a key",
      event({ dataSet: undefined, rest: { userIdentity: { invokedBy: "s3.amazonaws.com" } } }),
      ...(["otherUse", "s3.amazonaws.com"] as const),
    ],
    [
      "somebody else's retirement",
      other({ eventName: "RetireGrant", requestParameters: null, userIdentity: { type: "Root" } }),
      ...(["otherUse", "Root"] as const),
    ],
    [
      "somebody's own grant in the name of a data set",
      event({ name: "CreateGrant", rest: { userIdentity: { type: "IAMUser", arn: "mallory" } } }),
      ...(["otherUse", "IAMUser"] as const),
    ],
    [
      "another service's use in the name of a data set",
      event({ rest: { userIdentity: { type: "AWSService", invokedBy: "s3.amazonaws.com" } } }),
      ...(["otherUse", "s3.amazonaws.com"] as const),
    ],
    [
      "another partition",
      event({ dataSet: dataSetArn("orders").replace("arn:aws:", "arn:aws-cn:") }),
      ...(["otherPartition", "aws-cn"] as const),
    ],
    [
      "something of another service that is called as a data set",
      event({ dataSet: dataSetArn("orders").replace("quicksight", "databrew") }),
      ...(["notDataSet", "databrew"] as const),
    ],
    [
      "a key that nothing names but by an alias",
      event({ name: "CreateGrant", key: "alias/data" }),
      ...(["unreadable", "CreateGrant without the ARN of its key"] as const),
    ],
    [
      "a data source's password",
      event({ dataSet: "arn:aws:quicksight:eu-west-1:111122223333:datasource/db" }),
      ...(["notDataSet", "datasource"] as const),
    ],
    [
      "another account",
      event({ dataSet: dataSetArn("orders", elsewhere) }),
      ...(["otherAccount", "999988887777"] as const),
    ],
    [
      "another Region",
      event({ dataSet: dataSetArn("orders", { region: "us-east-1" }) }),
      ...(["otherRegion", "us-east-1"] as const),
    ],
    [
      "a call that was denied",
      event({ name: "CreateGrant", rest: { errorCode: "AccessDenied" } }),
      ...(["failed", "CreateGrant AccessDenied"] as const),
    ],
    ["no object", 7, "unreadable", "no object"],
    ["an object of something else", { a: 1 }, "unreadable", "without eventSource or eventName"],
    [
      "an event without its time",
      other({ eventTime: "yesterday" }),
      ...(["unreadable", "Decrypt without eventTime"] as const),
    ],
    [
      "an event without key",
      event({ key: undefined }),
      "unreadable",
      "Decrypt without the ARN of its key",
    ],
  ];
  for (const [title, record, reason, name] of cases) {
    it(`are skipped, counted and named: ${title}`, () => {
      const audit = auditOf([record, record]);
      assert.deepEqual(Object.fromEntries(audit.skipped), {
        [reason]: { count: 2, names: [name] },
      });
      assert.deepEqual([audit.dataSets.size, audit.events, audit.told], [0, 2, 0]);
    });
  }

  it("are named a few of each, the same ones in any order", () => {
    const records = ["d", "b", "f", "a", "c", "e"].map((name) => event({ name }));
    const names = (all: readonly unknown[]) => auditOf(all).skipped.get("otherEvent");
    assert.deepEqual(names(records), { count: 6, names: ["a", "b", "c", "d", "e"] });
    assert.deepEqual(names([...records].reverse()), names(records));
  });
});
