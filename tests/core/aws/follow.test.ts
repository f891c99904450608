import assert from "node:assert/strict";
import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { follow, type FollowOptions } from "../../../core/aws/follow.ts";
import type { FollowedKind, Standing } from "../../../core/aws/standing.ts";

const running: Standing = { is: "running", text: "RUNNING", mark: "1" };
const done: Standing = { is: "done", text: "loaded", mark: "1" };
const followed = { accountId: "1", subject: "s", displayName: "S", wanted: "loaded" };

/** Follows something that stands so at one look after the other; the last one stays. */
const following = async (
  standings: readonly Standing[],
  options: Partial<FollowOptions> & { limit?: number } = {},
) => {
  const looks: string[] = [];
  const left = [...standings];
  const kind: FollowedKind = {
    ...{ task: () => "loading", limit: options.limit ?? 60_000, atOnce: false },
    look: () => Promise.resolve((left.length > 1 ? left.shift() : left[0]) ?? done),
    again: () => Promise.resolve({}),
  };
  const standing = await follow(kind, undefined as unknown as QuickSightClient, followed, {
    signal: new AbortController().signal,
    onLook: ({ text }) => looks.push(text),
    ...options,
  });
  return { standing, looks };
};

describe("what AWS accepted, followed to its end", () => {
  it("is looked at until it is over, and each look is told", async () => {
    const { standing, looks } = await following([running, running, done]);
    assert.deepEqual(standing, done);
    assert.deepEqual(looks, ["RUNNING", "RUNNING", "loaded"]);
  });

  it("is left at its limit, still running", async () => {
    assert.deepEqual((await following([running], { limit: 0 })).standing, running);
  });

  it("is the next one, where the last is known and over, once AWS shows it", async () => {
    const next = { ...done, mark: "2" };
    assert.equal((await following([done, done, next], { past: "1" })).standing.mark, "2");
  });

  it("is the known one after all, where no other comes", async () => {
    const { standing } = await following([done], { past: "1", untilShown: 100 });
    assert.deepEqual(standing, done);
  });

  it("is the newest, where one took the place of another", async () => {
    const ended: Standing = { ...running, is: "wrong", mayBeFollowed: true };
    const next = { ...done, mark: "2" };
    assert.equal((await following([ended, next])).standing.mark, "2");
    assert.equal((await following([ended], { untilShown: 100 })).standing.is, "wrong");
  });

  it("is the newest also where it was under way for long before another took its place", async () => {
    const ended: Standing = { ...running, is: "wrong", mayBeFollowed: true };
    const next = { ...done, mark: "2" };
    const { standing } = await following([running, running, ended, next], { untilShown: 300 });
    assert.equal(standing.mark, "2");
  });

  it("is waited for no longer than until it is stopped", async () => {
    const stop = new AbortController();
    const reason = new Error("stopped");
    setTimeout(() => {
      stop.abort(reason);
    }, 50);
    const since = performance.now();
    await assert.rejects(following([running], { signal: stop.signal }), reason);
    assert.ok(performance.now() - since < 1000);
  });
});
