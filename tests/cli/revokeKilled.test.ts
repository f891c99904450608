import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { GetObjectCommand, NoSuchKey, PutObjectCommand } from "@aws-sdk/client-s3";
import { hashIn } from "./qsgov.ts";
import { revokeSite } from "./revokeSite.ts";

/** `KILL_POINTS=all` is the proof, in several minutes; else every fourth point, others for each method and direction. */
const isProof = process.env["KILL_POINTS"] === "all";
const killedAt = resolve("tests/support/killedAt.ts");

describe("qsgov revoke and restore, killed with SIGKILL around each call", function () {
  this.timeout(1_800_000);
  const { world, make, run, approve, stateOf } = revokeSite();
  const calls = join(tmpdir(), `calls-${process.pid}`);
  const more = ["--reason", "a drill", "--no-wait"];
  after(() => rm(calls, { force: true }));

  const watched = (point: string) => ({
    NODE_OPTIONS: `--import ${killedAt}`,
    KILLED_AT: point,
    CALLS: calls,
  });
  /** The hash that the guard asks for; undefined where it asks for none. */
  const hashOf = async (text: string) => hashIn(await run(text, more));

  /** Lets the lease of a lock pass that a killed run holds: half a minute each time would be a long test. */
  const endLease = async () => {
    const { s3, bucket: Bucket } = world();
    const lock = { Bucket, Key: "locks/@key-access.json" };
    try {
      const { Body } = await s3.send(new GetObjectCommand(lock));
      const record = JSON.parse((await Body?.transformToString()) ?? "{}") as object;
      await s3.send(
        new PutObjectCommand({ ...lock, Body: JSON.stringify({ ...record, leaseMs: 0 }) }),
      );
    } catch (error) {
      if (!(error instanceof NoSuchKey)) throw error;
    }
  };

  for (const method of ["disable", "deny"] as const) {
    it(`by ${method}: the next run finishes, and a person sees one of the two states at every moment`, async () => {
      const { name, keyArn } = await make();
      const whole = await stateOf(keyArn);
      const directions = [
        { text: `revoke ${name} --method ${method}`, back: `restore ${name}`, opens: false },
        { text: `restore ${name}`, back: `revoke ${name} --method ${method}`, opens: true },
      ];
      for (const { text, back, opens } of directions) {
        await writeFile(calls, "");
        const hash = await hashOf(text);
        const counted = await run(text, [...more, "--approve", hash ?? ""], watched("0"));
        assert.equal(counted.code, 0, counted.stdout + counted.stderr);
        const made = (await readFile(calls, "utf8")).trim().split("\n");
        assert.ok(made.length >= 6, made.join(", "));
        // Before the first call, and after the answer to each: which is before the one that follows.
        const all = ["1", ...made.map((_, index) => `${index + 1}+`)];
        const first = (method === "deny" ? 2 : 0) + (opens ? 1 : 0);
        const points = all.filter((_, index) => isProof || index % 4 === first);
        const seen: boolean[] = [];
        for (const point of points) {
          const undone = await approve(back, more);
          assert.equal(undone.code, 0, `${point}: ${undone.stdout}${undone.stderr}`);
          const approval = await hashOf(text);
          assert.notEqual(approval, undefined);
          const killed = await run(text, [...more, "--approve", approval ?? ""], watched(point));
          assert.equal(killed.code, -1, `${point} of ${made.join(", ")}: ${killed.stdout}`);
          await endLease();
          const { Opened, DataSets } = await world().open(name);
          const reasons = DataSets.flatMap(({ Reason = "" }) => (Reason === "" ? [] : [Reason]));
          assert.equal(reasons.length === 0, Opened, `${point}: ${reasons.join("; ")}`);
          for (const reason of reasons) assert.match(reason, /is unavailable/);
          seen.push(Opened);
          // What a killed run was allowed, the next one may do unasked; what it did not get to note, is asked again.
          let next = await run(text, more);
          if (next.code === 3) next = await approve(text, more);
          assert.equal(next.code, 0, `after ${point}: ${next.stdout}${next.stderr}`);
          assert.equal((await world().open(name)).Opened, opens, `after ${point}`);
          assert.doesNotMatch(next.stdout, /by hand|somebody/, `after ${point}: nobody is accused`);
          const again = await run(text, more);
          assert.match(again.stdout, /nothing to do: it is so already/, `after ${point}`);
        }
        // It changes once: later in a run it never is again what it was before.
        const changed = seen.indexOf(opens);
        assert.notEqual(changed, -1, seen.join());
        assert.notEqual(changed, 0, seen.join());
        assert.ok(
          seen.slice(changed).every((opened) => opened === opens),
          seen.join(),
        );
      }
      assert.deepEqual(await stateOf(keyArn), whole, "nothing of the key is lost");
    });
  }
});
