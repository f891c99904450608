import { openStack } from "./openStack.ts";
import { repeat } from "./repeat.ts";
import type { RefreshResult } from "./results.ts";
import { startSimulatorProcess } from "./startSimulatorProcess.ts";

/**
 * `pulumi preview --diff` of a Roster of so many people that was deployed and has nothing to change: once from the state alone,
 * once after a refresh, which lists users and groups.
 */
export async function measureRefresh(
  people: number,
  latencyMs: number,
  limitSeconds: number,
): Promise<RefreshResult[]> {
  const simulator = await startSimulatorProcess({ latencyMs });
  try {
    const stack = await openStack("roster", simulator);
    try {
      await stack.setPeople(people);
      await stack.run("up", "--yes", "--skip-preview");
      const rows: RefreshResult[] = [];
      for (const refresh of [false, true]) {
        const args = ["preview", "--diff", "--expect-no-changes", `--refresh=${refresh}`];
        const measured = await repeat(() => stack.measure(args, limitSeconds));
        rows.push({ people, refresh, latencyMs, measured });
      }
      return rows;
    } finally {
      await stack.close();
    }
  } finally {
    await simulator.close();
  }
}
