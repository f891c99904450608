import { type IAMClient, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import type { Call } from "../operations/handler.ts";
import { noteAsked } from "./asked.ts";
import { type Context, decide } from "./decide.ts";
import { answered, isRefused } from "./upstream.ts";
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
  { accessKeyId, settings, region }: Pick<Call<unknown>, "accessKeyId" | "settings" | "region">,
  action: string,
  resource: string,
  resourcePolicy?: string,
): Promise<boolean> {
  const context = { ...contextOfCall(region), ...contextOfAction(action, resource) };
  const policy = resourcePolicy === undefined ? {} : { resourcePolicy };
  const question = { accessKeyId, action, resource, context, ...policy };
  const { arn, decision } = await decide(upstream, question);
  if (arn !== undefined) noteAsked(settings, { principal: arn, action, resource });
  return decision === "allowed";
}

/** Whether a role may do something, by its own policies and its boundary, and by the policy of the resource. */
export async function allows(
  iam: IAMClient,
  role: string | undefined,
  action: string,
  resource: string,
  ResourcePolicy?: string,
): Promise<boolean> {
  const answer = await answered(
    iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: role,
        ActionNames: [action],
        ResourceArns: [resource],
        ResourcePolicy,
        ContextEntries: Object.entries(contextOfAction(action, resource)).map(([key, value]) => ({
          ...{ ContextKeyName: key, ContextKeyType: "string", ContextKeyValues: [value].flat() },
        })),
      }),
    ),
  );
  return !isRefused(answer) && answer.EvaluationResults?.[0]?.EvalDecision === "allowed";
}

/** The condition keys of every call. */
export function contextOfCall(region: string): Context {
  return { "aws:RequestedRegion": region, "aws:ViaAWSService": "false" };
}

/**
 * The condition keys of what QuickSight does for its callers: it passes roles to itself, decrypts secrets where they are read, and has
 * grants on keys. That KMS sees that a grant is made through QuickSight is not confirmed.
 */
export function contextOfAction(action: string, resource: string): Context {
  if (action === "iam:PassRole") return { "iam:PassedToService": "quicksight.amazonaws.com" };
  if (!action.startsWith("kms:")) return {};
  const [, , , region = "", account = ""] = resource.split(":");
  const service = action === "kms:Decrypt" ? "secretsmanager" : "quicksight";
  return {
    "kms:CallerAccount": account,
    "kms:ViaService": `${service}.${region}.amazonaws.com`,
    ...(action === "kms:CreateGrant" && { "kms:GrantIsForAWSResource": "true" }),
  };
}
