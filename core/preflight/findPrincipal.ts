import { GetRoleCommand, type IAMClient } from "@aws-sdk/client-iam";

/**
 * The user or role whose policies IAM can simulate: a session stands for its role. Undefined for whoever has none of their own:
 * a federated user (`GetFederationToken`).
 *
 * The role is looked up because the session's ARN leaves out the path, which roles of IAM Identity Center have. A caller who may not
 * look is taken to have none.
 */
export async function findPrincipal(
  client: IAMClient,
  callerArn: string,
): Promise<string | undefined> {
  const [, partition = "aws", , , account = "", resource = ""] = callerArn.split(":");
  const [type, name = ""] = resource.split("/");
  if (type === "user" || type === "role") return callerArn;
  if (type !== "assumed-role") return undefined;
  try {
    const { Role: role } = await client.send(new GetRoleCommand({ RoleName: name }));
    if (role?.Arn !== undefined) return role.Arn;
  } catch (error) {
    if (!(error instanceof Error) || !/^AccessDenied/.test(error.name)) throw error;
  }
  return `arn:${partition}:iam::${account}:role/${name}`;
}
