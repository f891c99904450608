import {
  GetAccessKeyLastUsedCommand,
  GetUserCommand,
  IAMClient,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import type { Call } from "../operations/handler.ts";
import { answered, isRefused, withClient } from "./upstream.ts";
import type { Upstream } from "./upstream.ts";

/**
 * Whether the caller of this request may do something, by the policies of their IAM user.
 *
 * Root may do everything. The IAM API names no role for temporary keys (ASIA…), so those are let pass.
 * Any other key that the emulator does not know may do nothing.
 */
export async function callerMay(
  upstream: Upstream,
  { accessKeyId, accountId }: Call<unknown>,
  action: string,
  resource: string,
): Promise<boolean> {
  if (accessKeyId === accountId || accessKeyId.startsWith("ASIA")) {
    return true;
  }
  return withClient(new IAMClient(upstream), async (iam) => {
    const used = new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId });
    const key = await answered(iam.send(used));
    if (isRefused(key) || key.UserName === undefined) {
      return false;
    }
    const user = await answered(iam.send(new GetUserCommand({ UserName: key.UserName })));
    return !isRefused(user) && allows(iam, user.User?.Arn, action, resource);
  });
}

/** Whether a user or a role may do something, by its own policies, not by those of resources or boundaries. */
export async function allows(
  iam: IAMClient,
  principal: string | undefined,
  action: string,
  resource: string,
): Promise<boolean> {
  const answer = await answered(
    iam.send(
      new SimulatePrincipalPolicyCommand({
        // The emulator finds principals by name and does not understand a path before it.
        PolicySourceArn: principal?.replace(/:(user|role)\/.*\//, ":$1/"),
        ActionNames: [action],
        ResourceArns: [resource],
      }),
    ),
  );
  return !isRefused(answer) && answer.EvaluationResults?.[0]?.EvalDecision === "allowed";
}
