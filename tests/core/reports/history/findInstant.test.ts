import assert from "node:assert/strict";
import { findInstant } from "../../../../core/reports/history/findInstant.ts";
import { snapshotKey, storeSnapshot } from "../../../../core/reports/snapshotObject.ts";
import { memoryReports } from "../../../support/memoryReports.ts";
import { snapshotOf } from "../../explain/explained.ts";

const times = ["2026-11-30T12:00:00.000Z", "2026-11-30T13:00:00.000Z", "2026-11-30T14:00:00.000Z"];

describe("an instant among the readings that the bucket has kept", () => {
  let clock: number;
  let store: ReturnType<typeof memoryReports>;
  beforeEach(async () => {
    clock = 0;
    store = memoryReports(() => clock);
    for (const at of times) {
      // A reading takes half an hour, and is written when it has ended.
      clock = Date.parse(at) + 1_800_000;
      await storeSnapshot(store, { ...snapshotOf([], []), at });
    }
  });
  const find = async (instant: string) => {
    const { snapshot, next } = await findInstant(store, new Date(instant));
    return [snapshot.at, next?.at];
  };

  it("has the last reading that began before it, and the next one", async () => {
    assert.deepEqual(await find("2026-11-30T12:59:59.999Z"), [times[0], times[1]]);
    assert.deepEqual(await find("2026-11-30T13:00:00.000Z"), [times[1], times[2]]);
    assert.deepEqual(await find("2026-11-30T13:10:00.000Z"), [times[1], times[2]]);
    assert.deepEqual(await find("2026-12-24T00:00:00.000Z"), [times[2], undefined]);
  });

  it("before the first reading says when that was", async () => {
    await assert.rejects(
      find("2026-11-30T11:59:59.999Z"),
      /no reading of the account from before 2026-11-30T11:59:59.999Z is kept in s3:\/\/governance; the first one that is kept is of 2026-11-30T12:00/,
    );
  });

  it("whose reading the bucket's rule has removed is told from one that was never read", async () => {
    store.expire(snapshotKey, new Date("2026-11-30T13:00:00.000Z"));
    await assert.rejects(
      find("2026-11-30T12:30:00.000Z"),
      /first one that is kept is of 2026-11-30T13:00.*the bucket's rule has removed them/,
    );
    store.expire(snapshotKey, new Date("2027-01-01T00:00:00.000Z"));
    await assert.rejects(find("2026-11-30T12:30:00.000Z"), /has no versions: no reading/);
  });
});
