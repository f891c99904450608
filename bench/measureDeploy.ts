import { fillStack } from "./fillStack.ts";
import { findLost, type SimulatorState } from "./findLost.ts";
import { type BenchStack, openStack } from "./openStack.ts";
import type { DeployResult, GivenUp, Measured, Variant } from "./results.ts";
import { runReconcile } from "./runReconcile.ts";
import { type SimulatorProcess, startSimulatorProcess } from "./startSimulatorProcess.ts";

/** With more native people, `pulumi up` takes longer than the benchmark may: 1,000 had not ended after 300 s. */
const mostDeployedNative = 100;

/**
 * `pulumi up` of so many people into an empty namespace, then `pulumi refresh`, both once. For many people as native resources
 * `pulumi up` is left out, and the refresh finds people and state that came in another way.
 *
 * No rate limit: the released provider tries a call 25 times, the local plugin as often as the AWS SDK does by default, and
 * the comparison is not about that.
 */
export async function measureDeploy(
  variant: Variant,
  people: number,
  latencyMs: number,
  limitSeconds: number,
): Promise<DeployResult> {
  const simulator = await startSimulatorProcess({ latencyMs });
  try {
    const stack = await openStack(variant, simulator);
    try {
      let up: Measured | GivenUp | undefined;
      if (variant === "roster" || people <= mostDeployedNative) {
        up = await measureUp(stack, people, limitSeconds);
        if ("reason" in up) return { variant, people, latencyMs, up, refresh: undefined };
      } else {
        await prepare(stack, simulator, variant, people);
      }
      await requireEverybody(stack, simulator);
      const refresh = ["refresh", "--yes", "--skip-preview", "--expect-no-changes"];
      return {
        variant,
        people,
        latencyMs,
        up,
        refresh: await stack.measure(refresh, limitSeconds),
      };
    } finally {
      await stack.close();
    }
  } finally {
    await simulator.close();
  }
}

async function measureUp(
  stack: BenchStack,
  people: number,
  limitSeconds: number,
): Promise<Measured | GivenUp> {
  await stack.setPeople(people);
  return stack.measure(["up", "--yes", "--skip-preview"], limitSeconds);
}

async function prepare(
  stack: BenchStack,
  simulator: SimulatorProcess,
  variant: Variant,
  people: number,
): Promise<void> {
  await fillStack(stack, variant, people);
  await runReconcile(simulator, stack.membership);
}

async function requireEverybody(stack: BenchStack, simulator: SimulatorProcess): Promise<void> {
  const lost = findLost((await simulator.state()) as SimulatorState, await stack.readPeople());
  if (lost > 0) throw new Error(`${lost} people are not in QuickSight as they should be`);
}
