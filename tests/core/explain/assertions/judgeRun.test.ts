import assert from "node:assert/strict";
import { assertionsOf } from "../../../../core/explain/assertions/assertionsOf.ts";
import { judgeRun } from "../../../../core/explain/assertions/judgeRun.ts";
import type { ForetoldData } from "../../../../core/explain/applyData.ts";
import { declaredData } from "../../../../core/explain/declaredData.ts";
import type { Snapshot, SnapshotAsset } from "../../../../core/explain/snapshot.ts";
import { withLandingData } from "../../../../core/landing/withLandingData.ts";
import { governOf } from "../../../../core/people/governOf.ts";
import { parseTenant } from "../../../../core/settings/parseTenant.ts";
import { asset, grant, person, snapshotOf } from "../explained.ts";

const prefix = "quicksight-fed-";
const region = "eu-west-1";
const groupOf = (name: string) => `group/default/${prefix}${name}`;
const db = { type: "POSTGRESQL", name: "DB", host: "h", port: 1, database: "d", secret: "s" };
const set = (...viewers: readonly string[]) => ({
  ...{ name: "Orders", source: "db", table: { name: "t" }, columns: ["x"], viewers },
});
const data = (...viewers: readonly string[]) => ({
  ...{ dataSources: { db }, dataSets: { orders: set(...viewers) } },
});

/** Bob, who stays as he is, and what is there besides; folders cannot be read, so that nobody knows what is in which. */
const account = (...assets: readonly SnapshotAsset[]): Snapshot => ({
  ...snapshotOf([person("bob", `${prefix}usa`)], assets),
  unknown: ["folders in eu-west-1: AccessDeniedException"],
});
const bob = { session: "bob@x.com", email: "bob@x.com", role: "READER" as const, groups: ["usa"] };

/** What a run with these settings says of an assertion, where what it is about could not be read. */
function judged(
  claim: object,
  settings: object,
  before: Snapshot,
  former?: ForetoldData["former"],
): { readonly refusals: number; readonly notices: number } {
  const { settings: parsed, problems } = parseTenant({
    ...{ namespace: "default", account: "organization/quicksight-governance/dev" },
    membership: { file: "m.csv" },
    groups: { usa: {}, other: {}, heirs: { role: "AUTHOR", existing: true } },
    assertions: [{ ...claim, reason: "r" }],
    ...settings,
  });
  assert.deepEqual(problems, []);
  assert.ok(parsed !== undefined);
  const files = withLandingData(parsed);
  const facts = { accountId: before.accountId, partition: "aws", identityRegion: "us-east-1" };
  const governed = governOf(
    files,
    { ...facts, region, federationRole: "quicksight-fed-users" },
    { people: [bob], source: "m.csv" },
  );
  const { refusals, notices } = judgeRun(
    before,
    {
      governed: { ...governed, groups: {} },
      ...{ access: files.access, dataRegion: region },
      data: { declared: declaredData(files), former },
    },
    { settings: files },
    assertionsOf(files),
  );
  const unread = (all: readonly string[]) =>
    all.filter((one) => one.includes("could not be read")).length;
  return { refusals: unread(refusals), notices: unread(notices) };
}

const refused = { refusals: 1, notices: 0 };
const told = { refusals: 0, notices: 1 };
const never = { never: { group: "heirs", dataSets: "Orders" } };
const always = { always: { group: "usa", dataSets: "Orders" } };
const orders = (...viewers: readonly string[]) =>
  asset(
    "data-set",
    "qsgov-default-orders",
    viewers.map((name) => grant("data-set", groupOf(name))),
    { name: "Orders" },
  );

describe("a run of which nobody knows what it breaks, as something could not be read", () => {
  it("is refused where it gives data to one more group, and told of where it gives nothing", () => {
    assert.deepEqual(judged(never, data("usa", "other"), account(orders("usa"))), refused);
    assert.deepEqual(judged(never, data("usa"), account(orders("usa"))), told);
    assert.deepEqual(judged(never, data("usa"), account(orders("usa", "other"))), told);
  });

  it("is refused where it makes the data, and told of where that is none of the assertion's", () => {
    assert.deepEqual(judged(never, data("usa"), account()), refused);
    const other = { never: { group: "heirs", dataSets: "Payroll" } };
    assert.deepEqual(judged(other, data("usa"), account()), told);
  });

  it("is told of where it gives what the state has given already, though the data set could not be read", () => {
    const { grants } = orders("usa");
    const former = [{ kind: "data-set", id: "qsgov-default-orders", grants }];
    const unread = { ...orders(), unreadable: "AccessDeniedException" };
    for (const before of [account(), account(unread)]) {
      assert.deepEqual(judged(never, data("usa"), before, former).refusals, 0);
      assert.equal(judged(never, data("usa", "other"), before, former).notices, 0);
    }
  });

  it("is refused where it takes what people must have, with a group of data or with the data", () => {
    const there = account(orders("other"));
    assert.deepEqual(judged(always, data("other"), there), told);
    assert.deepEqual(judged(always, data(), there), refused);
    const former = [{ kind: "data-set", id: "qsgov-default-orders" }];
    assert.deepEqual(judged(always, {}, there), told);
    assert.equal(judged(always, {}, there, former).notices, 0);
  });

  it("is refused where what people own who are deleted goes to a group", () => {
    const leaver = { ...person("ana", `${prefix}usa`), role: "AUTHOR" };
    const there = account(orders("usa"));
    const before: Snapshot = {
      ...there,
      namespaces: {
        default: { people: [person("bob", `${prefix}usa`), leaver], groups: [`${prefix}usa`] },
      },
    };
    const other = { never: { group: "other", dataSets: "Orders" } };
    assert.deepEqual(judged(other, data("usa"), before), told);
    const heir = { ...data("usa"), guard: { successor: "heirs" } };
    assert.deepEqual(judged(other, heir, before), refused);
  });
});
