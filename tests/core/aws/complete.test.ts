import assert from "node:assert/strict";
import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { complete, type Before } from "../../../core/aws/complete.ts";
import type { FollowedKind, Standing } from "../../../core/aws/standing.ts";

const followed = { accountId: "1", subject: "s", displayName: "S", wanted: "loaded" };
const done = (mark: string): Standing => ({ is: "done", text: "loaded", mark });
const failed = (mark: string): Standing => ({
  ...{ is: "wrong", text: "FAILED", mark, problem: `${mark} failed` },
});

/** Completes what stands so at one look after the other; the last one stays, until it is done again. */
const completing = async (
  standings: readonly Standing[],
  before: Before | undefined,
  more: Partial<FollowedKind> & { after?: readonly Standing[]; problem?: string } = {},
) => {
  const again: string[] = [];
  let left = [...standings];
  const { after = [done("9")], problem, ...kind } = more;
  const standing = await complete(
    {
      ...{ task: () => "loading", limit: 60_000, atOnce: false, ...kind },
      look: () => Promise.resolve((left.length > 1 ? left.shift() : left[0]) ?? done("0")),
      again: (_client, _followed, why) => {
        again.push(why);
        if (problem !== undefined) return Promise.resolve({ problem });
        left = [...after];
        return Promise.resolve({});
      },
    },
    undefined as unknown as QuickSightClient,
    followed,
    {
      ...{ before, signal: new AbortController().signal, untilShown: 100 },
      onLook: () => undefined,
      onSaid: () => undefined,
    },
  );
  return { standing, again };
};
const same = (mark: string): Before => ({ mark, isSame: true });
const changed = (mark: string): Before => ({ mark, isSame: false });

describe("what AWS accepted, brought to its end", () => {
  it("is not done again where it is done, or fails for the first time", async () => {
    assert.deepEqual(await completing([done("1")], undefined), { standing: done("1"), again: [] });
    const { standing, again } = await completing([failed("2")], changed("1"));
    assert.deepEqual([standing, again], [failed("2"), []]);
    assert.deepEqual((await completing([failed("1")], undefined)).again, []);
  });

  it("is done again where an earlier run has told that it failed, or where that costs nothing", async () => {
    const known = await completing([failed("1")], same("1"));
    assert.deepEqual([known.standing, known.again], [done("9"), ["failed"]]);
    assert.deepEqual((await completing([failed("")], undefined, { atOnce: true })).again, [
      "failed",
    ]);
  });

  it("is begun where a change of what must not be claimed is not shown to have begun anything", async () => {
    const rules = { everyChange: true };
    const { standing, again } = await completing([done("1")], changed("1"), rules);
    assert.deepEqual([standing, again], [done("9"), ["missing"]]);
    assert.deepEqual((await completing([done("1"), done("2")], changed("1"), rules)).again, []);
    assert.deepEqual((await completing([done("1")], same("1"), rules)).again, []);
    assert.deepEqual((await completing([done("1")], changed("1"))).again, [], "rows");
  });

  it("is wrong where it cannot be begun or done again, with what is known of it", async () => {
    const problem = "too many";
    const missing = await completing([done("1")], changed("1"), { everyChange: true, problem });
    assert.equal(missing.standing.is, "wrong");
    assert.notEqual(missing.standing.text, followed.wanted);
    assert.match(missing.standing.problem ?? "", /the change of S .*too many$/);
    const never = await completing([failed("1")], changed("1"), { everyChange: true, problem });
    assert.equal(never.standing.problem, "1 failed. too many");
    const known = await completing([failed("1")], same("1"), { problem });
    assert.equal(known.standing.problem, "1 failed. too many");
    const nameless = await completing([failed("")], undefined, { atOnce: true, problem });
    assert.equal(nameless.standing.problem, problem);
  });

  it("is waited for before it is done again, and after it, where AWS may show it late", async () => {
    const lagging = { ...failed(""), mayBeFollowed: true };
    const late = await completing([lagging, done("")], undefined, { atOnce: true });
    assert.deepEqual([late.standing, late.again], [done(""), []]);
    const kind = { atOnce: true, after: [lagging, done("")] };
    const { standing, again } = await completing([lagging], undefined, kind);
    assert.deepEqual([standing, again], [done(""), ["failed"]]);
  });
});
