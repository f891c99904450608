import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { describeError } from "../aws/describeError.ts";
import type { AwsAccess } from "../aws/awsAccess.ts";
import type { Problem } from "../settings/problem.ts";

/**
 * Checks that a role exists under the ARN that people are to be registered with: with another path QuickSight would hold
 * users whom nobody can sign in as.
 *
 * @param where the setting that names the role
 * @param arn   the ARN as the settings have it
 */
export async function checkRole(where: string, arn: string, access: AwsAccess): Promise<Problem[]> {
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  const client = new IAMClient({ ...access });
  try {
    const { Role } = await client.send(new GetRoleCommand({ RoleName: name }));
    const found = Role?.Arn ?? "";
    if (found === arn) return [];
    const message = `the role ${name} is ${found} (got ${arn}); set account.federation.roleArn to it`;
    return [{ where, message }];
  } catch (error) {
    const denied = error instanceof Error && /^AccessDenied/.test(error.name);
    const message = `the role ${name} cannot be looked at (${describeError(error)}); correct the setting, or allow iam:GetRole on ${arn}`;
    return [{ where, message, denied }];
  } finally {
    client.destroy();
  }
}
