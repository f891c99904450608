import {
  GetRoleCommand,
  IAMClient,
  paginateSimulatePrincipalPolicy,
  type EvaluationResult,
} from "@aws-sdk/client-iam";
import { describeError } from "../aws/describeError.ts";
import type { Problem } from "../settings/problem.ts";

/** Actions that a caller needs on resources: one statement of an IAM policy that allows. */
export interface PermissionStatement {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** What the caller may not do, or why that could not be found out. */
export interface PermissionCheck {
  readonly problems: readonly Problem[];
  /** Set when IAM would not say: the run goes on, and the first call that is denied will tell. */
  readonly notice?: string;
}

/** The caller, and how to ask IAM about them. */
export interface Caller {
  readonly arn: string;
  readonly region: string;
  readonly profile?: string | undefined;
}

/**
 * Asks IAM whether the caller may do all of this, before anything is done (`iam:SimulatePrincipalPolicy`).
 *
 * It sees the caller's own policies and permissions boundary; service control policies and resource policies may still deny.
 * The root user of the account is not asked about: nothing denies it but a service control policy.
 */
export async function checkPermissions(
  caller: Caller,
  statements: readonly PermissionStatement[],
): Promise<PermissionCheck> {
  if (caller.arn.endsWith(":root")) return { problems: [] };
  const { region, profile } = caller;
  const client = new IAMClient({ region, ...(profile === undefined ? {} : { profile }) });
  try {
    const principal = await findPrincipal(client, caller.arn);
    const denied: Problem[] = [];
    for (const statement of statements) {
      denied.push(...(await findDenied(client, caller.arn, principal, statement)));
    }
    return { problems: denied };
  } catch (error) {
    const notice = `could not check in advance what ${caller.arn} may do (${describeError(error)}); allow iam:SimulatePrincipalPolicy and iam:GetRole to have it checked`;
    return { problems: [], notice };
  } finally {
    client.destroy();
  }
}

/**
 * The principal that IAM simulates: a session stands for its role. The role is looked up because the session's ARN leaves out
 * the path, which roles of IAM Identity Center have.
 */
async function findPrincipal(client: IAMClient, callerArn: string): Promise<string> {
  const role = /^arn:[\w-]+:sts::\d{12}:assumed-role\/([^/]+)\//.exec(callerArn)?.[1];
  if (role === undefined) return callerArn;
  const { Role: found } = await client.send(new GetRoleCommand({ RoleName: role }));
  return found?.Arn ?? callerArn;
}

async function findDenied(
  client: IAMClient,
  callerArn: string,
  principal: string,
  statement: PermissionStatement,
): Promise<Problem[]> {
  const results: EvaluationResult[] = [];
  const pages = paginateSimulatePrincipalPolicy(
    { client },
    {
      PolicySourceArn: principal,
      ActionNames: [...statement.actions],
      ResourceArns: [...statement.resources],
    },
  );
  for await (const page of pages) results.push(...(page.EvaluationResults ?? []));
  return results
    .filter((result) => result.EvalDecision !== "allowed")
    .map((result) => ({
      where: callerArn,
      denied: true,
      message: `may not ${result.EvalActionName ?? "?"} on ${statement.resources.join(", ")} (${result.EvalDecision ?? "denied"}); allow it in the caller's policy`,
    }));
}
