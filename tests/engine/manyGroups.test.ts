import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stringify } from "yaml";
import { exitCode } from "../../cli/exitCode.ts";
import { closeSamples, type Sample, startSample } from "../support/sample.ts";

/** `npm run rehearse:groups` takes 5,000. */
const groups = Number(process.env["MANY_GROUPS"] ?? 400);
/** What the engine's one environment variable holds (execve(2), MAX_ARG_STRLEN). */
const mostInVariable = 128 * 1024;
/** Everybody is in so many groups, and every group has somebody. */
const groupsEach = 20;
const stack = "dev-default";
const bucket = "quicksight-governance-111122223333-eu-west-1";
const nameOf = (group: number) => `g${String(group).padStart(5, "0")}`;

/** A row for each group; with `moved`, the first one's member is another. */
const membershipOf = (moved: boolean) =>
  Array.from({ length: groups }, (_, group) => {
    const person = Math.floor(group / groupsEach) + (moved && group === 0 ? 1 : 0);
    return `default,${nameOf(group)},p${person},p${person}@oktank.com\n`;
  }).join("");

/** Long enough that few groups are too much for the stack's file. */
const descriptionOf = (group: number) =>
  `Rows of region ${group} `
    .padEnd(Math.min(500, mostInVariable / groups), "and what belongs to it, ")
    .trim();

/** How a command ended. */
interface Said {
  readonly code: unknown;
  readonly said: string;
}

describe(`${groups} groups in the settings, on the real engine`, function () {
  this.timeout(1_200_000);
  let sample: Sample;
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "many-groups-"));
    sample = await startSample();
    assert.equal((await sample.up("dev")).code, 0);
    const membership = { file: join(directory, "membership.csv") };
    await writeFile(membership.file, membershipOf(false));
    const file = join(directory, "tenant.yaml");
    const settings = stringify({
      namespace: "default",
      account: "organization/quicksight-governance/dev",
      governanceBucket: bucket,
      membership,
      groups: Object.fromEntries(
        Array.from({ length: groups }, (_, group) => [
          nameOf(group),
          { description: descriptionOf(group), ...(group % 10 === 0 && { role: "AUTHOR" }) },
        ]),
      ),
      access: Array.from({ length: 10 }, (_, group) => ({
        ...{ group: nameOf(group), dashboards: ["Marketing KPIs"] },
      })),
    });
    assert.ok(settings.length > mostInVariable, "they would fit into the stack's file");
    await writeFile(file, settings);
    await writeFile(
      join(sample.workspace.directory, `Pulumi.${stack}.yaml`),
      stringify({
        config: {
          "aws:region": "eu-west-1",
          "quicksight-governance:kind": "tenant",
          "quicksight-governance:tenantFile": file,
        },
      }),
    );
  });
  after(async () => {
    await rm(directory, { recursive: true, force: true });
    await closeSamples();
  });

  const times: string[] = [];
  after(() => {
    console.log(`    ${times.join("\n    ")}`);
  });
  /** Runs a command that must end so, and notes how long it takes. */
  const timed = async (what: string, expected: number, run: () => Promise<Said>) => {
    await sample.resetCalls();
    const begun = performance.now();
    const { code, said } = await run();
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    times.push(`${what}: ${seconds} s`);
    assert.equal(code, expected, `${what}: ${said}`);
    return said;
  };
  const node = (whose: Record<string, string>, script: string, ...args: readonly string[]) =>
    new Promise<Said>((settle) => {
      const env = { ...process.env, ...whose, AWS_REGION: "eu-west-1" };
      execFile(
        process.execPath,
        [resolve(script), ...args],
        { cwd: directory, env, maxBuffer: 2 ** 26 },
        (error, stdout, stderr) => {
          settle({ code: error === null ? 0 : error.code, said: stdout + stderr });
        },
      );
    });
  const qsgov = (command: string) =>
    node(sample.workspace.environment, "cli/main.ts", command, "--tenant", "tenant.yaml");
  const invoke = () =>
    node(
      sample.aws.rootEnvironment,
      "tests/functions/invoke.ts",
      JSON.stringify({ namespace: "default" }),
      "900000",
    );
  const pulumi = async (what: "up" | "preview"): Promise<Said> => {
    const { code, stdout, stderr } = await sample[what](stack);
    return { code, said: stdout + stderr };
  };

  it("are shown, made and left alone by the stack", async () => {
    const shown = await timed("pulumi preview, all new", 0, () => pulumi("preview"));
    assert.match(shown, /quicksight:Roster: \(create\)/);
    await timed("pulumi up, all new", 0, () => pulumi("up"));
    assert.equal(sample.writes()["CreateGroup"], groups);
    // Groups do not know at once who was just registered, so that some are put into theirs a second time.
    const joined = sample.writes()["CreateGroupMembership"] ?? 0;
    assert.ok(joined >= groups && joined < 3 * groups, String(joined));
    const same = await timed("pulumi preview, nothing new", 0, () => pulumi("preview"));
    assert.match(same, /Resources:\n\s+\d+ unchanged\n/);
  });

  it("are governed by the function and by qsgov", async () => {
    const report = await timed("function, nothing new", 0, invoke);
    assert.match(report, /"done":0/);
    await timed("qsgov plan, nothing new", exitCode.done, () => qsgov("plan"));
    await writeFile(join(directory, "membership.csv"), membershipOf(true));
    const plan = await timed("qsgov plan, one moved", exitCode.changes, () => qsgov("plan"));
    assert.match(plan, /p1@oktank\.com/);
    await timed("qsgov apply, one moved", exitCode.done, () => qsgov("apply"));
    assert.deepEqual(sample.writes(), { CreateGroupMembership: 1, DeleteGroupMembership: 1 });
    await timed("pulumi up, after it", 0, () => pulumi("up"));
    assert.deepEqual(sample.writes(), {});
  });
});
