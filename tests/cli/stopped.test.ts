import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  RegisterUserCommand,
} from "@aws-sdk/client-quicksight";
import { createQuickSight } from "../../core/aws/createQuickSight.ts";
import { mapParallel } from "../../core/aws/mapParallel.ts";
import { exitCode } from "../../cli/exitCode.ts";
import { startQsgov, tenant, workplace } from "./qsgov.ts";

/** How many moments are tried; `npm run rehearse:stop` tries a hundred. */
const moments = Number(process.env["STOP_MOMENTS"] ?? 3);
/** People who leave, one in fifty of them an author: what authors own is looked for, by a dozen calls each. */
const leaving = 300;
const callsPerSecond = 100;

const address = { AwsAccountId: "111122223333", Namespace: "default" };

/** The same moments in every run. */
function* randomMoments(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    yield state / 2 ** 31;
  }
}

describe(`qsgov apply, stopped at ${moments} moments of ${leaving} removals`, function () {
  this.timeout(60_000 * moments);
  const { write, run, simulator, directory } = workplace();
  beforeEach(async () => {
    await write("tenant.yaml", {
      ...tenant,
      guard: { removals: { percent: 100, atLeast: 1000, atMost: 10_000 } },
    });
    await write("membership.csv", "default,bi-admin,Boss,boss@oktank.com\n");
  });

  const fill = async () => {
    simulator().reset();
    const client = createQuickSight({
      region: "us-east-1",
      endpoint: simulator().url,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    const register = (session: string, UserRole: "READER" | "AUTHOR" | "ADMIN") =>
      client.send(
        new RegisterUserCommand({
          ...{ ...address, UserRole, Email: session, SessionName: session, IdentityType: "IAM" },
          IamArn: "arn:aws:iam::111122223333:role/quicksight-fed-users",
        }),
      );
    await register("boss@oktank.com", "ADMIN");
    const GroupName = "quicksight-fed-critical";
    await client.send(new CreateGroupCommand({ ...address, GroupName }));
    await mapParallel(Array.from({ length: leaving }).keys(), async (n) => {
      const session = `p${n}@oktank.com`;
      await register(session, n % 50 === 0 ? "AUTHOR" : "READER");
      const MemberName = `quicksight-fed-users/${session}`;
      await client.send(new CreateGroupMembershipCommand({ ...address, GroupName, MemberName }));
    });
    client.destroy();
    simulator().limit(callsPerSecond);
  };
  /** Deletions that left the command before the signal reached it, and after. */
  const departuresOf = async (record: string) => {
    const lines = (await readFile(record, "utf8")).split("\n");
    const signal = lines.indexOf("signal");
    assert.ok(signal >= 0, "the signal reached the command");
    const deletions = (part: readonly string[]) =>
      part.filter((line) => line.startsWith("DELETE ")).length;
    return { before: deletions(lines.slice(0, signal)), after: deletions(lines.slice(signal)) };
  };
  const taken = () => {
    const calls = simulator().calls();
    return ["DeleteUser", "DeleteGroupMembership"].reduce(
      (sum, name) => sum + (calls[name] ?? 0),
      0,
    );
  };

  it("lets nothing that takes leave after the signal, ends within five seconds with its own code, and is finished by the next run", async () => {
    const random = randomMoments(20261125);
    const ends: number[] = [];
    for (let moment = 0; moment < moments; moment += 1) {
      await fill();
      const name = moment % 2 === 0 ? "SIGINT" : "SIGTERM";
      const record = join(directory(), "departures.txt");
      await rm(record, { force: true });
      const args = ["apply", "--tenant", "tenant.yaml"];
      const child = startQsgov(args, directory(), simulator(), record);
      let stderr = "";
      child.stderr.on("data", (text: Buffer) => {
        stderr += text.toString();
      });
      child.stdout.resume();
      const ended = once(child, "exit") as Promise<[number | null]>;
      while (simulator().calls()["ListUsers"] === undefined && child.exitCode === null) {
        await sleep(5);
      }
      await sleep((random.next().value ?? 0) * 5000);
      const begun = performance.now();
      const running = child.kill(name);
      const [code] = await ended;
      const when = `moment ${moment}, ${name}: ${stderr}`;
      if (running && code !== exitCode.done) {
        ends.push(performance.now() - begun);
        assert.equal(code, exitCode.stopped, when);
        const { before, after } = await departuresOf(record);
        assert.equal(after, 0, when);
        // What the simulator counted is what the command says that it sent: nothing left it unseen.
        assert.ok(taken() <= before, `${taken()} arrived, ${before} left, ${when}`);
        assert.ok((ends.at(-1) ?? 0) < 5000, when);
      }
      const { code: next, stdout } = await run("apply --tenant tenant.yaml");
      assert.equal(next, exitCode.done, stdout);
      assert.equal((await run("plan --tenant tenant.yaml")).code, exitCode.done);
    }
    console.log(
      `    ${ends.length} of ${moments} runs were stopped; the longest took ${Math.round(Math.max(...ends))} ms to end`,
    );
  });
});
