import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { descendantsOf } from "../support/descendantsOf.ts";
import { closeSamples, type Sample, startSample } from "../support/sample.ts";

const stack = "dev-default";
const leaving = 200;
/** Slow enough to be in the middle of it, whatever the machine. */
const callsPerSecond = 40;
const staying = "default,bi-admin,Boss,boss@oktank.com\n";
const everybody = [
  staying,
  ...Array.from({ length: leaving }, (_, n) => `default,critical,p${n},p${n}@oktank.com\n`),
].join("");
/** Just what is needed: what a stopped run took counts for the next one. */
const guard = { removals: { percent: 100, atLeast: leaving, atMost: leaving } };

describe("pulumi up, stopped while it removes people, on the real engine", function () {
  this.timeout(600_000);
  let sample: Sample;
  let directory: string;
  let putBack: () => Promise<void>;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "stopped-"));
    sample = await startSample();
    assert.equal((await sample.up("dev")).code, 0);
    await sample.writeMembership(everybody);
    await withoutData(async () => {
      const { code, stdout, stderr } = await sample.up(stack);
      assert.equal(code, 0, stdout + stderr);
    });
    putBack = await sample.remember();
  });
  beforeEach(() => putBack());
  after(async () => {
    await rm(directory, { recursive: true, force: true });
    await closeSamples();
  });

  const withoutData = (run: () => Promise<void>) =>
    sample.withSettings(
      stack,
      (settings) => {
        Object.assign(settings, { access: [], dataSources: {}, dataSets: {}, guard });
      },
      run,
    );
  const deletions = () => sample.aws.simulator.calls()["DeleteUser"] ?? 0;

  /** Sends the engine's process, and nobody else, the signal when some are gone. */
  const upAndStop = async (signal: NodeJS.Signals) => {
    const record = join(directory, `${signal}.txt`);
    let pid = 0;
    const run = sample.workspace.run(["up", "--yes", "--skip-preview", "--stack", stack], {
      allowFailure: true,
      onStart: (id) => {
        pid = id;
      },
      environment: {
        DEPARTURES: record,
        NODE_OPTIONS: `--import ${resolve("tests/support/departures.ts")}`,
      },
    });
    const early = run.then(({ stdout, stderr }) => assert.fail(stdout + stderr));
    const untilUnderWay = async () => {
      while (deletions() < 20) await sleep(5);
    };
    await Promise.race([untilUnderWay(), early]);
    early.catch(() => undefined);
    // Ctrl-C in a terminal goes to the whole group of the command in it: here that is the engine's process alone.
    const groups = descendantsOf(pid).map(({ group }) => group);
    assert.ok(groups.length > 0 && !groups.includes(ownGroupOf(pid)), groups.join());
    const begun = performance.now();
    process.kill(pid, signal);
    const result = await run;
    const tookMs = performance.now() - begun;
    const lines = (await readFile(record, "utf8")).split("\n");
    const cancelled = lines.indexOf("signal");
    assert.ok(cancelled >= 0, "the signal reached the host of dynamic providers");
    const countIn = (part: readonly string[]) =>
      part.filter((line) => /^DELETE .*\/users\//.test(line)).length;
    const [before, after] = [lines.slice(0, cancelled), lines.slice(cancelled)].map(countIn);
    return { ...result, tookMs, before, after };
  };
  const ownGroupOf = (pid: number) =>
    descendantsOf(process.pid).find((child) => child.pid === pid)?.group ?? 0;

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`by ${signal} takes nothing any more, says what was done and what was not, and the next run finishes unasked`, () =>
      withoutData(async () => {
        await sample.writeMembership(staying);
        sample.aws.simulator.limit(callsPerSecond);
        const { code, stdout, stderr, tookMs, before, after } = await upAndStop(signal);
        const gone = deletions();
        const said = stdout + stderr;
        assert.notEqual(code, 0);
        assert.ok(tookMs < 5000, `it took ${tookMs} ms to end`);
        assert.equal(after, 0, "deletions left after the signal");
        assert.ok(gone < leaving, "it was stopped too late to show anything");
        // Some of what left was throttled.
        assert.ok(gone <= (before ?? 0), `${gone} arrived, ${before} left`);
        const done = `${gone} of ${leaving} steps for people of namespace default are done`;
        const left = `${leaving - gone} were not begun; run it again to finish`;
        assert.ok(said.includes(`the run was stopped by Ctrl-C: ${done}, ${left}`), said);
        assert.match(said, /- p\d+@oktank\.com \(READER\) .*: not begun/);

        sample.aws.simulator.limit(1000);
        const preview = await sample.preview(stack);
        assert.equal(preview.code, 0, preview.stdout + preview.stderr);
        const named = preview.stdout.match(/^\s*- +p\d+@oktank\.com /gm) ?? [];
        assert.equal(named.length, leaving - gone);
        const next = await sample.up(stack);
        assert.equal(next.code, 0, next.stdout + next.stderr);
        assert.equal(deletions(), leaving);
        await sample.resetCalls();
        assert.match((await sample.up(stack)).stdout, /Resources:\n\s+\d+ unchanged\n/);
        assert.deepEqual(sample.writes(), {});
      }));
  }
});
