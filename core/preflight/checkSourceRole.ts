import { describeError } from "../aws/describeError.ts";
import type { AwsAccess } from "../aws/awsAccess.ts";
import type { Problem } from "../settings/problem.ts";
import { findRole } from "./findRole.ts";

/** QuickSight where it assumes roles (user guide, "Passing IAM roles to Amazon QuickSight"), in all partitions. */
const quickSight = "quicksight.amazonaws.com";

/**
 * Checks that QuickSight can go to a data source with a role: it is of this account, whose callers alone may pass it (IAM user guide,
 * "Grant a user permissions to pass a role"), is there under this ARN, and trusts QuickSight.
 *
 * @param where the setting that names it
 * @param arn   the ARN as the settings have it
 */
export async function checkSourceRole(
  where: string,
  arn: string,
  accountId: string,
  access: AwsAccess,
): Promise<Problem[]> {
  const problem = (message: string, denied = false): Problem[] => [{ where, message, denied }];
  const owner = arn.split(":")[4] ?? "";
  if (owner !== accountId) {
    return problem(
      `the role belongs to account ${owner}; use one of account ${accountId} (got ${arn})`,
    );
  }
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  try {
    const role = await findRole(name, access);
    if (role === undefined) {
      return problem(`there is no role ${name}; make it, or correct the ARN (got ${arn})`);
    }
    if (role.arn !== arn) return problem(`the role ${name} is ${role.arn} (got ${arn})`);
    if (role.trusted.includes(quickSight)) return [];
    return problem(
      `the role ${name} does not trust QuickSight; allow ${quickSight} sts:AssumeRole in its trust policy`,
    );
  } catch (error) {
    return problem(
      `the role ${name} cannot be looked at (${describeError(error)}); allow iam:GetRole on ${arn}`,
      error instanceof Error && /^AccessDenied/.test(error.name),
    );
  }
}
