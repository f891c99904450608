import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { parseMembership } from "../../core/people/membership/parseMembership.ts";
import { readNamespace } from "../../core/people/readNamespace.ts";
import { formatRoster } from "../../core/people/roster/rosterText.ts";
import { descendantsOf } from "../support/descendantsOf.ts";
import { closeSamples, type Sample, startSample } from "../support/sample.ts";

const source = "data/membership.csv";
const rows = parseMembership(await readFile(source, "utf8"), source).rows;
const expected = new Set(
  rows.filter(({ namespace }) => namespace === "default").map(({ email }) => email),
);

describe("a first load whose engine is killed", function () {
  this.timeout(600_000);
  let sample: Sample;
  before(async () => {
    sample = await startSample();
    assert.equal((await sample.up("dev")).code, 0);
  });
  const orphans: number[] = [];
  after(async () => {
    for (const pid of orphans) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    }
    await closeSamples();
  });

  const readPeople = async () => {
    const { aws } = sample;
    const client = sample.quickSight(sample.aws.identityRegion);
    const { people } = await readNamespace(client, {
      accountId: aws.accountId,
      partition: "aws",
      namespace: "default",
      identityRegion: aws.identityRegion,
      federationRole: "quicksight-fed-users",
      groupPrefix: "quicksight-fed-",
    });
    return people;
  };

  const faults = async (method: "POST" | "DELETE", rules?: object[]) => {
    const body = rules === undefined ? {} : { body: JSON.stringify(rules) };
    await fetch(`${sample.aws.simulator.url}/_sim/faults`, { method, ...body });
  };

  /**
   * Every second call of the operation takes long, so that the run is killed with half of them done. By then the native
   * resources of the stack are made: one that is killed in the making must be imported, which is the engine's business.
   */
  const upAndKill = async (operation: string, calls: number) => {
    await sample.resetCalls();
    await faults("POST", [{ operation, every: 2, latencyMs: 8000 }]);
    let pid = 0;
    const run = sample.workspace.run(["up", "--yes", "--skip-preview", "--stack", "dev-default"], {
      allowFailure: true,
      onStart: (id) => {
        pid = id;
      },
    });
    while ((sample.aws.simulator.calls()[operation] ?? 0) < calls) await sleep(20);
    await sleep(3000);
    // The engine's plugins live on without it, and that is part of what is tested.
    orphans.push(...descendantsOf(pid).map((child) => child.pid));
    process.kill(pid, "SIGKILL");
    const { code } = await run;
    await faults("DELETE");
    assert.notEqual(code, 0);
    const people = await readPeople();
    await sample.workspace.run(["cancel", "--yes", "--stack", "dev-default"], {
      allowFailure: true,
    });
    return people;
  };

  const withoutData = (run: () => Promise<void>) =>
    sample.withSettings(
      "dev-default",
      (settings) => {
        Object.assign(settings, { access: [], dataSources: {}, dataSets: {} });
      },
      run,
    );

  it("is finished by the next runs: nobody twice, nobody lost, nothing left to do", () =>
    withoutData(async () => {
      const registering = await upAndKill("RegisterUser", 6);
      assert.ok(registering.length < expected.size, "it was killed too late to show anything");

      const joining = await upAndKill("CreateGroupMembership", 4);
      const rest = rows.filter(({ namespace }) => namespace === "default").length;
      const memberships = joining.flatMap(({ groups }) => groups).length;
      assert.ok(memberships < rest, "it was killed too late to show anything");

      const { code, stdout, stderr } = await sample.up("dev-default");
      assert.equal(code, 0, stdout + stderr);
      const people = await readPeople();
      assert.deepEqual(new Set(people.map(({ email }) => email)), expected);
      const wanted = new Set(
        rows
          .filter(({ namespace }) => namespace === "default")
          .map(({ email, group }) => `${email} ${group}`),
      );
      const got = people.flatMap(({ email, groups }) => groups.map((group) => `${email} ${group}`));
      assert.deepEqual(new Set(got), wanted);
      assert.match(formatRoster(people), /JohnKing@oktank\.com +ADMIN +all-countries bi-admin/);

      await sample.resetCalls();
      assert.equal((await sample.up("dev-default")).code, 0);
      assert.deepEqual(sample.writes(), {});
    }));
});
