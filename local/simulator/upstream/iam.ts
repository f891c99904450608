import {
  type ContextEntry,
  type EvaluationResult,
  IAMClient,
  SimulatePrincipalPolicyCommand,
  type SimulatePrincipalPolicyCommandInput,
} from "@aws-sdk/client-iam";
import type { Call } from "../operations/handler.ts";
import { noteAsked } from "./asked.ts";
import { findCaller } from "./caller.ts";
import { answered, isRefused, withClient } from "./upstream.ts";
import type { Upstream } from "./upstream.ts";

/**
 * Whether the caller of this request may do something, by the policies of their user or role and by that of the resource.
 *
 * Root may do everything; a key that the emulator does not know may do nothing.
 *
 * @param resourcePolicy the policy of the resource, where it has one
 */
export async function callerMay(
  upstream: Upstream,
  { accessKeyId, settings }: Pick<Call<unknown>, "accessKeyId" | "settings">,
  action: string,
  resource: string,
  resourcePolicy?: string,
): Promise<boolean> {
  const caller = await findCaller(upstream, accessKeyId);
  if (caller?.principal === undefined) return caller !== undefined;
  const { arn, principal } = caller;
  noteAsked(settings, { principal: arn, action, resource });
  const more =
    resourcePolicy === undefined ? {} : { ResourcePolicy: resourcePolicy, CallerArn: arn };
  return withClient(new IAMClient(upstream), (iam) =>
    allows(iam, principal, action, resource, more),
  );
}

/** Whether a user or a role may do something, by its own policies and its boundary, and what else is given. */
export async function allows(
  iam: IAMClient,
  principal: string | undefined,
  action: string,
  resource: string,
  more: Partial<SimulatePrincipalPolicyCommandInput> = {},
): Promise<boolean> {
  return (await decide(iam, principal, action, resource, more)) === "allowed";
}

/** What IAM says of an action of a user or a role on a resource. */
export async function decide(
  iam: IAMClient,
  principal: string | undefined,
  action: string,
  resource: string,
  more: Partial<SimulatePrincipalPolicyCommandInput> = {},
): Promise<EvaluationResult["EvalDecision"]> {
  const answer = await answered(
    iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: principal,
        ActionNames: [action],
        ResourceArns: [resource],
        ContextEntries: contextOf(action, resource),
        ...more,
      }),
    ),
  );
  return isRefused(answer) ? "implicitDeny" : answer.EvaluationResults?.[0]?.EvalDecision;
}

/** The keys of conditions that QuickSight's own calls have: it passes roles to itself, and decrypts secrets where they are read. */
function contextOf(action: string, resource: string): ContextEntry[] {
  const region = resource.split(":")[3] ?? "";
  const keys: Readonly<Record<string, readonly [key: string, value: string]>> = {
    "iam:PassRole": ["iam:PassedToService", "quicksight.amazonaws.com"],
    "kms:Decrypt": ["kms:ViaService", `secretsmanager.${region}.amazonaws.com`],
  };
  const [ContextKeyName, value] = keys[action] ?? [];
  return ContextKeyName === undefined || value === undefined
    ? []
    : [{ ContextKeyName, ContextKeyType: "string", ContextKeyValues: [value] }];
}
