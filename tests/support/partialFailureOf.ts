import assert from "node:assert/strict";
import { PartialFailure } from "../../providers/partialFailure.ts";

/** What a resource says of its failure, and what it leaves in the state; fails where it succeeds, or fails in another way. */
export async function partialFailureOf(
  run: Promise<unknown>,
): Promise<{ readonly message: string; readonly state: unknown }> {
  const error = await run.then(
    () => assert.fail("it succeeded"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof PartialFailure, String(error));
  return { message: error.message, state: error.properties };
}
