import assert from "node:assert/strict";
import { readProtection } from "../../../../core/explain/sight/readProtection.ts";
import { describeSessions, diffSessions } from "../../../../core/explain/sight/diffSessions.ts";
import type { SnapshotTagRules } from "../../../../core/explain/sight/protection.ts";
import { asset, snapshotOf } from "../explained.ts";

const customer = { tag: "customer", column: "customer_id" };
const place = { tag: "place", column: "region" };

/** What changes for sessions between two sets of rules, and back. */
function told(before?: SnapshotTagRules, after?: SnapshotTagRules) {
  const of = (tags?: SnapshotTagRules) =>
    snapshotOf(
      [],
      [asset("data-set", "s", [], { protection: tags === undefined ? {} : { tags } })],
    );
  const { gains, losses } = diffSessions(of(before), of(after));
  return [
    ...gains.map((one) => describeSessions(one, "gain")),
    ...losses.map((one) => describeSessions(one, "lose")),
  ].map((text) =>
    text.replace(' rows of data-set "s" (s)', "").replace("sessions without a user ", ""),
  );
}

describe("Which rows sessions without a user see more or less", () => {
  it("is more where a tag goes, and fewer where one comes", () => {
    const [one, both] = [{ tags: [customer] }, { tags: [customer, place] }];
    assert.deepEqual(told(both, one), ["gain: tag place limits no more column region"]);
    assert.deepEqual(told(one, both), ["lose: tag place limits column region"]);
    assert.deepEqual(told(one), ["gain: tag customer limits no more column customer_id"]);
    assert.deepEqual(told(undefined, one), ["lose: tag customer limits column customer_id"]);
    assert.deepEqual(told(one, one), []);
    assert.deepEqual(told(), []);
  });

  it("is other rows where a tag filters on another column", () => {
    const moved = { tags: [{ ...customer, column: "id" }] };
    const text = "tag customer limits column id in place of customer_id";
    assert.deepEqual(told({ tags: [customer] }, moved), [`gain: ${text}`, `lose: ${text}`]);
  });

  it("is more where rules are off, where fewer tags are enough, and where a tag takes more values", () => {
    const both = { tags: [customer, place] };
    assert.deepEqual(told(both, { ...both, isOff: true }), ["gain: the rules are off"]);
    assert.deepEqual(told({ ...both, isOff: true }, both), [
      "lose: tag customer limits column customer_id, tag place limits column region",
    ]);
    const either = { ...both, alternatives: [["customer"], ["place"]] };
    assert.deepEqual(told(both, either), ["gain: fewer tags are enough"]);
    assert.deepEqual(told(either, both), ["lose: fewer tags are enough no more"]);
    const open = { tags: [{ ...customer, hasMatchAll: true as const, delimiter: "," }] };
    assert.deepEqual(told({ tags: [customer] }, open), [
      "gain: tag customer has a value for all rows, tag customer has several values now",
    ]);
    assert.deepEqual(told(open, { tags: [customer] }), [
      "lose: tag customer has no value for all rows, tag customer has several values no more",
    ]);
  });

  it("is read from both preparations, without the value that opens all", () => {
    const TagRules = [
      {
        TagKey: "customer",
        ColumnName: "customer_id",
        TagMultiValueDelimiter: ",",
        MatchAllValue: "hush",
      },
    ];
    const tags = { tags: [{ ...customer, delimiter: ",", hasMatchAll: true }] };
    const RowLevelPermissionTagConfiguration = { TagRules, Status: "ENABLED" as const };
    const old = readProtection({ DataSet: { RowLevelPermissionTagConfiguration } });
    assert.deepEqual(old.tags, tags);
    const RowLevelPermissionConfiguration = {
      TagConfiguration: {
        TagRules,
        Status: "DISABLED" as const,
        TagRuleConfigurations: [["customer"]],
      },
    };
    const table = { Alias: "t", DestinationTableId: "t", RowLevelPermissionConfiguration };
    const found = readProtection({
      DataSet: { SemanticModelConfiguration: { TableMap: { t: table } } },
    });
    assert.deepEqual(found.tags, { ...tags, alternatives: [["customer"]], isOff: true });
    assert.doesNotMatch(JSON.stringify([old, found]), /hush/);
  });
});
