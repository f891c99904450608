import * as pulumi from "@pulumi/pulumi";

/**
 * Ends a run where the guard refuses anything, with all that it says: each refusal has a hash of its own, and all are given at once.
 *
 * @throws {pulumi.RunError} with every refusal
 */
export function refuseAny(asked: readonly (string | undefined)[]): void {
  const refusals = asked.filter((refusal) => refusal !== undefined);
  if (refusals.length > 0) throw new pulumi.RunError(refusals.join("\n\n"));
}
