import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { allows } from "./iam.ts";
import { answered, isRefused, withClient } from "./upstream.ts";
import type { Upstream } from "./upstream.ts";

/** Where the console makes the roles of QuickSight; one of the same name elsewhere is none of them (reports of users). */
const servicePath = "/service-role/";

/** A role of the account, as QuickSight sees it. */
export interface ServiceRole {
  readonly arn: string | undefined;
  readonly path: string | undefined;
  /** Whether QuickSight may assume it, by its trust policy; conditions are not looked at. */
  readonly trustsQuickSight: boolean;
  /** Whether it may do something, by its own policies and that of the resource. */
  readonly may: (action: string, resource: string, resourcePolicy?: string) => Promise<boolean>;
}

/** The role of this name among those of services; `undefined` when there is none. */
export async function findServiceRole(
  upstream: Upstream,
  roleName: string,
): Promise<ServiceRole | undefined> {
  const role = await findRole(upstream, roleName);
  return role?.path === servicePath ? role : undefined;
}

/** The role of this name, wherever it is; `undefined` when there is none. */
export async function findRole(
  upstream: Upstream,
  roleName: string,
): Promise<ServiceRole | undefined> {
  return withClient(new IAMClient(upstream), async (iam) => {
    const answer = await answered(iam.send(new GetRoleCommand({ RoleName: roleName })));
    if (isRefused(answer) || answer.Role === undefined) return undefined;
    const { Arn, Path, AssumeRolePolicyDocument = "{}" } = answer.Role;
    return {
      arn: Arn,
      path: Path,
      trustsQuickSight: trusts(JSON.parse(decodeURIComponent(AssumeRolePolicyDocument))),
      may: (action, resource, resourcePolicy) =>
        withClient(new IAMClient(upstream), (client) =>
          allows(client, Arn, action, resource, resourcePolicy),
        ),
    };
  });
}

/** IAM's unique id of the role of this name; `undefined` when there is none. */
export async function findRoleId(
  upstream: Upstream,
  roleName: string,
): Promise<string | undefined> {
  return withClient(new IAMClient(upstream), async (iam) => {
    const answer = await answered(iam.send(new GetRoleCommand({ RoleName: roleName })));
    return isRefused(answer) ? undefined : answer.Role?.RoleId;
  });
}

function trusts(document: unknown): boolean {
  const { Statement } = document as { readonly Statement?: Statement | Statement[] };
  return [Statement ?? []]
    .flat()
    .some(
      ({ Effect, Action = [], Principal }) =>
        Effect === "Allow" &&
        [Action].flat().some((action) => ["sts:AssumeRole", "sts:*", "*"].includes(action)) &&
        typeof Principal === "object" &&
        [Principal.Service ?? []].flat().includes("quicksight.amazonaws.com"),
    );
}

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | string[];
  readonly Principal?: string | { readonly Service?: string | string[] };
}
