import type { AwsAccess } from "../aws/awsAccess.ts";
import { describeError } from "../aws/describeError.ts";
import type { Problem } from "../settings/problem.ts";
import { findRole } from "./findRole.ts";

/**
 * Checks that there is no role of a name that a stack is about to make: IAM would refuse it when other things have been made.
 *
 * @param where the settings of the role
 * @param name  without a path: IAM has one role of a name, whatever the path
 */
export async function checkRoleFree(
  where: string,
  name: string,
  access: AwsAccess,
): Promise<Problem[]> {
  try {
    const arn = await findRole(name, access);
    if (arn === undefined) return [];
    const message = `a role ${name} is there already (${arn}), and not in the state of this stack: somebody else made it, or a stack that was destroyed left it; set existing: true to use it as it is`;
    return [{ where, message }];
  } catch (error) {
    return [explainUnseen(where, name, error)];
  }
}

/** A role that could not be looked at. */
export function explainUnseen(where: string, name: string, error: unknown): Problem {
  const denied = error instanceof Error && /^AccessDenied/.test(error.name);
  const message = `whether there is a role ${name} cannot be looked at (${describeError(error)}); allow iam:GetRole on it`;
  return { where, message, denied };
}
