import { GetRoleCommand, IAMClient, type Role } from "@aws-sdk/client-iam";
import { allows } from "./iam.ts";
import { policyPattern } from "./policyPattern.ts";
import { answered, isRefused, withClient } from "./upstream.ts";
import type { Upstream } from "./upstream.ts";

/** Where the console makes the roles of QuickSight; one of the same name elsewhere is none of them (reports of users). */
const servicePath = "/service-role/";

/** A role of the account, as QuickSight sees it. */
export interface ServiceRole {
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
  return getRole(upstream, roleName, ({ Path }) => Path === servicePath);
}

/** The role of this ARN; `undefined` when there is none, also when there is one of its name at another path. */
export async function findRole(upstream: Upstream, arn: string): Promise<ServiceRole | undefined> {
  return getRole(upstream, arn.slice(arn.lastIndexOf("/") + 1), ({ Arn }) => Arn === arn);
}

async function getRole(
  upstream: Upstream,
  RoleName: string,
  isMeant: (role: Role) => boolean,
): Promise<ServiceRole | undefined> {
  return withClient(new IAMClient(upstream), async (iam) => {
    const answer = await answered(iam.send(new GetRoleCommand({ RoleName })));
    if (isRefused(answer) || answer.Role === undefined || !isMeant(answer.Role)) return undefined;
    const { Arn, AssumeRolePolicyDocument = "{}" } = answer.Role;
    return {
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
  const effects = [Statement ?? []]
    .flat()
    .filter(isAboutQuickSight)
    .map(({ Effect }) => Effect);
  return effects.includes("Allow") && !effects.includes("Deny");
}

function isAboutQuickSight({ Action = [], Principal }: Statement): boolean {
  const services = typeof Principal === "object" ? [Principal.Service ?? []].flat() : [];
  return (
    services.includes("quicksight.amazonaws.com") &&
    [Action].flat().some((pattern) => policyPattern(pattern, "is").test("sts:AssumeRole"))
  );
}

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | string[];
  readonly Principal?: string | { readonly Service?: string | string[] };
}
