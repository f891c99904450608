import { GetRoleCommand, IAMClient, NoSuchEntityException } from "@aws-sdk/client-iam";
import type { AwsAccess } from "../aws/awsAccess.ts";

/** A role that is there. */
export interface FoundRole {
  readonly arn: string;
  /** With a slash at both ends; `/` alone at the root. */
  readonly path: string;
  /** Empty where it has none. */
  readonly description: string;
  /** Services that may assume it, by its trust policy: `quicksight.amazonaws.com`. */
  readonly trusted: readonly string[];
}

/**
 * Finds a role by its name, which is one for the whole account, whatever the path; undefined when there is none.
 *
 * @throws what IAM says when it may not be looked at
 */
export async function findRole(name: string, access: AwsAccess): Promise<FoundRole | undefined> {
  const client = new IAMClient({ ...access });
  try {
    const { Role } = await client.send(new GetRoleCommand({ RoleName: name }));
    if (Role === undefined) return undefined;
    return {
      arn: Role.Arn ?? "",
      path: Role.Path ?? "/",
      description: Role.Description ?? "",
      trusted: findTrusted(Role.AssumeRolePolicyDocument),
    };
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}

interface TrustStatement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Principal?: string | { readonly Service?: string | readonly string[] };
}

/** IAM answers the document URL-encoded. */
function findTrusted(encoded = "%7B%7D"): string[] {
  const document = JSON.parse(decodeURIComponent(encoded)) as {
    readonly Statement?: TrustStatement | readonly TrustStatement[];
  };
  return [document.Statement ?? []].flat().flatMap(({ Effect, Action = [], Principal }) => {
    if (Effect !== "Allow" || typeof Principal !== "object") return [];
    if (![Action].flat().some(isAssuming)) return [];
    return [Principal.Service ?? []].flat();
  });
}

/** Names of actions are compared without case (IAM user guide, "IAM JSON policy elements: Action"). */
function isAssuming(action: string): boolean {
  return ["sts:assumerole", "sts:assume*", "sts:*", "*"].includes(action.toLowerCase());
}
