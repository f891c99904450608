import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateGroupMembershipCommand, RegisterUserCommand } from "@aws-sdk/client-quicksight";
import { mapParallel } from "../../core/aws/mapParallel.ts";
import { exitCode } from "../../cli/exitCode.ts";
import { dataRegion, groupsOn, makeGroups, openClient, shareDashboard } from "./dashboards.ts";
import { startQsgov, tenant, workplace } from "./qsgov.ts";

/** How many moments are tried; `npm run rehearse:stop` tries a hundred. */
const moments = Number(process.env["STOP_MOMENTS"] ?? 4);
/** People who leave, one in fifty of them an author: what authors own is looked for, by a dozen calls each. */
const leaving = 300;
/** Dashboards that the settings name no more, each shared with a group. */
const shared = 80;

const address = { AwsAccountId: "111122223333", Namespace: "default" };

/** The same moments in every run. */
function* randomMoments(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    yield state / 2 ** 31;
  }
}

/**
 * What is stopped, and when: up to so many milliseconds after the first call of that name, about as long as the run takes under
 * the rate.
 */
interface Rehearsal {
  readonly args: string;
  readonly callsPerSecond: number;
  readonly from: string;
  readonly withinMs: number;
}

/** People with access after them, and access alone: so that signals fall into both. */
const whole: Rehearsal = { args: "", callsPerSecond: 100, from: "ListUsers", withinMs: 5500 };
const accessAlone: Rehearsal = {
  args: " --only access",
  callsPerSecond: 40,
  from: "DescribeDashboardPermissions",
  withinMs: 2500,
};

describe(`qsgov apply, stopped at ${moments} moments of ${leaving} removals and ${shared} revocations`, function () {
  this.timeout(60_000 * moments);
  const { write, run: runIn, simulator, directory } = workplace();
  const run = (args: string) => runIn(args, { AWS_REGION: dataRegion });
  beforeEach(async () => {
    await write("tenant.yaml", {
      ...tenant,
      access: [{ group: "critical", dashboards: ["kept"] }],
      guard: { removals: { percent: 100, atLeast: 1000, atMost: 10_000 } },
    });
    await write("membership.csv", "default,bi-admin,Boss,boss@oktank.com\n");
  });

  const fill = async (rehearsal: Rehearsal) => {
    simulator().reset();
    const critical = "critical";
    await makeGroups(simulator(), critical);
    await shareDashboard(simulator(), { id: "kept" }, critical);
    await mapParallel(Array.from({ length: shared }).keys(), (n) =>
      shareDashboard(simulator(), { id: `d${n}` }, critical),
    );
    if (rehearsal === whole) await hire(`quicksight-fed-${critical}`);
    simulator().limit(rehearsal.callsPerSecond);
  };
  /** People in a group who are not in the membership file. */
  const hire = async (GroupName: string) => {
    const client = openClient(simulator(), "us-east-1");
    const register = (session: string, UserRole: "READER" | "AUTHOR" | "ADMIN") =>
      client.send(
        new RegisterUserCommand({
          ...{ ...address, UserRole, Email: session, SessionName: session, IdentityType: "IAM" },
          IamArn: "arn:aws:iam::111122223333:role/quicksight-fed-users",
        }),
      );
    await register("boss@oktank.com", "ADMIN");
    await mapParallel(Array.from({ length: leaving }).keys(), async (n) => {
      const session = `p${n}@oktank.com`;
      await register(session, n % 50 === 0 ? "AUTHOR" : "READER");
      const MemberName = `quicksight-fed-users/${session}`;
      await client.send(new CreateGroupMembershipCommand({ ...address, GroupName, MemberName }));
    });
    client.destroy();
  };
  /** Deletions and revocations that left the command before the signal reached it, and after. */
  const departuresOf = async (record: string) => {
    const lines = (await readFile(record, "utf8")).split("\n");
    const signal = lines.indexOf("signal");
    assert.ok(signal >= 0, "the signal reached the command");
    const takings = (part: readonly string[]) =>
      part.filter((line) => /^(DELETE|REVOKE) /.test(line)).length;
    return { before: takings(lines.slice(0, signal)), after: takings(lines.slice(signal)) };
  };
  const taken = () => {
    const calls = simulator().calls();
    // No grant is to be given, so that every update of permissions takes.
    return ["DeleteUser", "DeleteGroupMembership", "UpdateDashboardPermissions"].reduce(
      (sum, name) => sum + (calls[name] ?? 0),
      0,
    );
  };

  it("lets nothing that takes leave after the signal, ends within five seconds with its own code, and is finished by the next run", async () => {
    const random = randomMoments(20261125);
    const ends: number[] = [];
    const phases = { people: 0, access: 0 };
    for (let moment = 0; moment < moments; moment += 1) {
      const rehearsal = moment % 4 < 2 ? whole : accessAlone;
      await fill(rehearsal);
      const name = moment % 2 === 0 ? "SIGINT" : "SIGTERM";
      const record = join(directory(), "departures.txt");
      await rm(record, { force: true });
      const command = `apply --tenant tenant.yaml${rehearsal.args}`;
      const environment = { DEPARTURES: record, AWS_REGION: dataRegion };
      const child = startQsgov(command.split(" "), directory(), simulator(), environment);
      let stderr = "";
      child.stderr.on("data", (text: Buffer) => {
        stderr += text.toString();
      });
      child.stdout.resume();
      const ended = once(child, "exit") as Promise<[number | null]>;
      while (simulator().calls()[rehearsal.from] === undefined && child.exitCode === null) {
        await sleep(5);
      }
      await sleep((random.next().value ?? 0) * rehearsal.withinMs);
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
        const isInAccess = simulator().calls()["DescribeDashboardPermissions"] !== undefined;
        phases[isInAccess ? "access" : "people"] += 1;
      }
      const { code: next, stdout } = await run(command);
      assert.equal(next, exitCode.done, stdout);
      assert.equal((await run(command.replace("apply", "plan"))).code, exitCode.done);
      assert.deepEqual(await groupsOn(simulator(), "kept"), ["critical"]);
    }
    console.log(
      `    ${ends.length} of ${moments} runs were stopped, ${phases.people} in people and ${phases.access} in access; the longest took ${Math.round(Math.max(...ends))} ms to end`,
    );
  });
});
