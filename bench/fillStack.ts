import { growNativeState, growRosterState } from "./growState.ts";
import type { BenchStack } from "./openStack.ts";
import type { Variant } from "./results.ts";

/** Makes the stack hold so many people: deploys one, and imports the state of all. QuickSight gets to know the one only. */
export async function fillStack(
  stack: BenchStack,
  variant: Variant,
  people: number,
): Promise<void> {
  await stack.setPeople(1);
  await stack.run("up", "--yes", "--skip-preview");
  const exported = await stack.exportState();
  await stack.setPeople(people);
  const state =
    variant === "native"
      ? growNativeState(exported, people)
      : growRosterState(exported, await stack.readPeople());
  await stack.importState(state);
}
