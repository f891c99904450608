import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { interruptAll, tenant, workplace } from "./qsgov.ts";

const crowd = Array.from({ length: 12 }, (_, index) => `p${String(index).padStart(2, "0")}`);
const rows = crowd.flatMap((user, index) => [
  `default,usa,${user},${user}@oktank.com`,
  `default,${index % 6 === 0 ? "bi-admin" : "critical"},${user},${user}@oktank.com`,
]);
/** Three groups, and for each person a registration and two memberships. */
const writesOfAll = 3 + 3 * crowd.length;

describe("qsgov apply, killed with SIGKILL during a first load", function () {
  this.timeout(180_000);
  const { write, run, simulator } = workplace();
  beforeEach(() => write("tenant.yaml", tenant));
  beforeEach(() => write("membership.csv", rows.join("\n")));

  const countWrites = () =>
    Object.entries(simulator().calls())
      .filter(([name]) => /^(Create|Register)/.test(name))
      .reduce((sum, [, calls]) => sum + calls, 0);
  /** The account but for what differs between two accounts made in the same way. */
  const endState = async () => {
    const response = await fetch(`${simulator().url}/_sim/state`);
    const { namespaces } = (await response.json()) as { namespaces: object };
    return JSON.parse(
      JSON.stringify(namespaces, (key, value: unknown) =>
        ["joinableAt", "principalId"].includes(key) ? undefined : value,
      ),
    ) as unknown;
  };

  it("comes to the same end with a second run, wherever it was killed", async () => {
    assert.equal((await run("apply --tenant tenant.yaml")).code, 0);
    assert.equal(countWrites(), writesOfAll);
    const expected = await endState();
    for (const point of [1, 4, 10, 16, 27, writesOfAll - 1]) {
      // The limit makes calls come one after another; the first dozen may come at once.
      simulator().reset({ rate: 12 });
      const killed = run("apply --tenant tenant.yaml");
      while (countWrites() < point) await sleep(5);
      interruptAll("SIGKILL");
      assert.equal((await killed).code, -1);
      assert.ok(countWrites() < writesOfAll, `killed too late for ${point}`);
      const { code, stdout } = await run("apply --tenant tenant.yaml");
      assert.equal(code, 0, stdout);
      assert.deepEqual(await endState(), expected, `killed after ${point} writes`);
      assert.equal((await run("plan --tenant tenant.yaml")).code, 0);
    }
  });
});
