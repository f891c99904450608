import type { FoundNamespace } from "@quicksight-governance/core/preflight";

/** Whether a namespace never came into being, and nobody is in it: the only kind that is deleted to be made again. */
export function isUnmade({ status, holds }: FoundNamespace): boolean {
  return status.endsWith("_FAILURE") && holds.length === 0;
}
