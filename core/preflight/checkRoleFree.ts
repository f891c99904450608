import { GetRoleCommand, IAMClient, NoSuchEntityException } from "@aws-sdk/client-iam";
import type { AwsAccess } from "../aws/awsAccess.ts";
import { describeError } from "../aws/describeError.ts";
import type { Problem } from "../settings/problem.ts";

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
  const client = new IAMClient({ ...access });
  try {
    const { Role } = await client.send(new GetRoleCommand({ RoleName: name }));
    const message = `a role ${name} is there already (${Role?.Arn ?? "?"}), and not in the state of this stack: somebody else made it, or a stack that was destroyed left it; set existing: true to use it as it is`;
    return [{ where, message }];
  } catch (error) {
    if (error instanceof NoSuchEntityException) return [];
    const denied = error instanceof Error && /^AccessDenied/.test(error.name);
    const message = `whether there is a role ${name} cannot be looked at (${describeError(error)}); allow iam:GetRole on it`;
    return [{ where, message, denied }];
  } finally {
    client.destroy();
  }
}
