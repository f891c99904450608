import { IAMClient, paginateListRoles } from "@aws-sdk/client-iam";
import type { AwsAccess } from "../aws/awsAccess.ts";

/**
 * The names of the account's roles that begin in a way.
 *
 * @throws what IAM says when they may not be listed
 */
export async function listRoleNames(start: string, access: AwsAccess): Promise<string[]> {
  const client = new IAMClient({ ...access });
  const names: string[] = [];
  try {
    for await (const { Roles = [] } of paginateListRoles({ client }, {})) {
      for (const { RoleName = "" } of Roles) if (RoleName.startsWith(start)) names.push(RoleName);
    }
    return names.sort();
  } finally {
    client.destroy();
  }
}
