import { fillStack } from "./fillStack.ts";
import { type BenchStack, openStack } from "./openStack.ts";
import { repeat } from "./repeat.ts";
import type { PreviewResult, Variant } from "./results.ts";
import { startSimulatorProcess } from "./startSimulatorProcess.ts";

/** After a preview that takes longer than this, in seconds, no second one is made. */
const long = 100;

/** What the engine must say of each step, so that no wrong state is measured. */
const expected: Record<Variant, Record<PreviewResult["step"], RegExp>> = {
  roster: { "no change": /Resources:\n\s+2 unchanged/, "one change": /~ 1 to update/ },
  native: {
    "no change": /Resources:\n\s+\d+ unchanged/,
    "one change": /\+ 1 to create\n\s+- 1 to delete/,
  },
};

/**
 * `pulumi preview --diff` of a stack that holds so many people, first with one person to move to another group, then with
 * nothing to change. The second is left out when the first is long.
 */
export async function measurePreview(
  variant: Variant,
  people: number,
  limitSeconds: number,
): Promise<PreviewResult[]> {
  const simulator = await startSimulatorProcess({ latencyMs: 0 });
  try {
    const stack = await openStack(variant, simulator);
    try {
      await fillStack(stack, variant, people);
      return await previewBoth(stack, variant, people, limitSeconds);
    } finally {
      await stack.close();
    }
  } finally {
    await simulator.close();
  }
}

async function previewBoth(
  stack: BenchStack,
  variant: Variant,
  people: number,
  limitSeconds: number,
): Promise<PreviewResult[]> {
  const rows: PreviewResult[] = [];
  const resources = variant === "native" ? 3 * people : 1;
  const stateBytes = await stack.stateBytes();
  for (const step of ["one change", "no change"] as const) {
    await stack.setPeople(people, step === "one change");
    const measured = await repeat(() =>
      stack.measure(["preview", "--diff"], limitSeconds, (stdout) => {
        if (expected[variant][step].test(stdout)) return;
        throw new Error(
          `${variant}, ${people} people, ${step}: the preview is not what it should be:\n${stdout.slice(-2000)}`,
        );
      }),
    );
    rows.push({ variant, people, step, resources, stateBytes, measured });
    if ("reason" in measured || measured.seconds > long) break;
  }
  return rows;
}
