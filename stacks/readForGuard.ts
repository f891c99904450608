import * as pulumi from "@pulumi/pulumi";
import { describeError } from "@quicksight-governance/core/aws";
import { warn } from "./warn.ts";

/**
 * Reads what the guard must know of AWS before native resources are declared. What cannot be read is a warning in a preview, as whoever
 * reviews a change need not be allowed to deploy it; an update ends with it, and nothing is written.
 *
 * @param what what cannot be found out, and what to allow: `which keys are registered …; allow quicksight:DescribeKeyRegistration`;
 * `isNeeded: false` where an update hangs on nothing of it, and goes on as well
 * @throws {pulumi.RunError} in an update
 */
export async function readForGuard<T>(
  what: {
    readonly where: string;
    readonly unknown: string;
    readonly allow: string;
    /** @default true */
    readonly isNeeded?: boolean;
  },
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const { where, unknown, allow, isNeeded = true } = what;
    const message = `${where}: ${unknown} cannot be found out (${describeError(error)}); allow ${allow}`;
    if (isNeeded && !pulumi.runtime.isDryRun()) {
      throw new pulumi.RunError(`${message}. Nothing was written.`);
    }
    await warn(message);
    return undefined;
  }
}
