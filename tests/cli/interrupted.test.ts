import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { exitCode } from "../../cli/exitCode.ts";
import { interruptAll, membership, type Outcome, tenant, workplace } from "./qsgov.ts";

/** When a stopped command must have ended, in milliseconds. */
const limit = 5000;
const crowd = Array.from({ length: 40 }, (_, n) => `default,usa,p${n},p${n}@oktank.com\n`).join("");

describe("qsgov, interrupted", function () {
  this.timeout(40_000);
  const { write, run, control, simulator } = workplace();
  beforeEach(async () => {
    await write("tenant.yaml", tenant);
    await write("membership.csv", membership);
  });

  /** Interrupts a command once a call has reached the simulator, and says how long it took to end. */
  const interrupt = async (args: string, operation: string): Promise<Outcome & { ms: number }> => {
    const running = run(args);
    while (simulator().calls()[operation] === undefined) await sleep(5);
    await sleep(200);
    const begun = performance.now();
    interruptAll();
    return { ...(await running), ms: performance.now() - begun };
  };

  for (const [command, operation] of [
    ["apply --tenant tenant.yaml", "DescribeAccountSubscription"],
    ["apply --tenant tenant.yaml", "ListUsers"],
    ["apply --tenant tenant.yaml", "ListGroups"],
    ["apply --tenant tenant.yaml --only access", "ListDashboards"],
    ["plan --tenant tenant.yaml", "DescribeAccountSubscription"],
    ["plan --tenant tenant.yaml", "ListUsers"],
    ["dump --namespace default --out new", "DescribeAccountSubscription"],
    ["dump --namespace default --out new", "ListGroups"],
  ] as const) {
    it(`ends ${command} at once while ${operation} is under way: with 5, a sentence, and a document`, async () => {
      const access = [{ group: "critical", dashboards: ["sales"] }];
      await write("tenant.yaml", { ...tenant, access });
      await control("faults", [{ operation, latencyMs: 20_000 }]);
      const { code, stdout, stderr, ms } = await interrupt(`${command} --json`, operation);
      assert.equal(code, exitCode.stopped, stderr);
      assert.ok(ms < limit, `${ms} ms`);
      const sentence = "the run was stopped by SIGINT; nothing was written";
      assert.ok(stderr.endsWith(`qsgov: ${sentence}\n`), stderr);
      assert.equal((JSON.parse(stdout) as { error: string }).error, sentence);
    });
  }

  for (const [what, fault] of Object.entries({
    "lose their connection": { drop: true },
    "fail on the server": { error: "InternalFailureException" },
    "are not answered": { latencyMs: 20_000 },
  })) {
    it(`ends within five seconds, the process as well, while calls that give ${what}`, async () => {
      await write("membership.csv", crowd);
      await control("faults", [{ operation: "RegisterUser", ...fault }]);
      const { code, stderr, ms } = await interrupt("apply --tenant tenant.yaml", "RegisterUser");
      assert.equal(code, exitCode.stopped, stderr);
      assert.ok(ms < limit, `${ms} ms`);
    });
  }
});
