import { GetRoleCommand, IAMClient, NoSuchEntityException } from "@aws-sdk/client-iam";
import type { AwsAccess } from "../aws/awsAccess.ts";

/**
 * Finds the ARN of a role by its name, which is one for the whole account, whatever the path; undefined when there is none.
 *
 * @throws what IAM says when it may not be looked at
 */
export async function findRole(name: string, access: AwsAccess): Promise<string | undefined> {
  const client = new IAMClient({ ...access });
  try {
    const { Role } = await client.send(new GetRoleCommand({ RoleName: name }));
    return Role?.Arn;
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}
