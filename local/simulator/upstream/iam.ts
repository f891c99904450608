import {
  GetAccessKeyLastUsedCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
  NoSuchEntityException,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import type { Call } from "../operations/handler.ts";
import { unreachable } from "./callUpstream.ts";
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
  return withIam(upstream, async (iam) => {
    const used = await found(
      iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId })),
    );
    const user =
      used?.UserName === undefined
        ? undefined
        : await found(iam.send(new GetUserCommand({ UserName: used.UserName })));
    const arn = user?.User?.Arn;
    return arn !== undefined && allows(iam, arn, action, resource);
  });
}

/** Whether a role of the account may do something; `undefined` when there is no such role. */
export async function roleMay(
  upstream: Upstream,
  roleName: string,
  action: string,
  resource: string,
): Promise<boolean | undefined> {
  return withIam(upstream, async (iam) => {
    const role = await found(iam.send(new GetRoleCommand({ RoleName: roleName })));
    const arn = role?.Role?.Arn;
    return arn === undefined ? undefined : allows(iam, arn, action, resource);
  });
}

async function allows(
  iam: IAMClient,
  principal: string,
  action: string,
  resource: string,
): Promise<boolean> {
  const { EvaluationResults = [] } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      // The emulator finds principals by name and does not understand a path before it.
      PolicySourceArn: principal.replace(/:(user|role)\/.*\//, ":$1/"),
      ActionNames: [action],
      ResourceArns: [resource],
    }),
  );
  return EvaluationResults.length > 0 && EvaluationResults.every(isAllowed);
}

function isAllowed({ EvalDecision }: { EvalDecision?: string | undefined }): boolean {
  return EvalDecision === "allowed";
}

async function found<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof NoSuchEntityException) {
      return undefined;
    }
    throw unreachable(error);
  }
}

async function withIam<T>(
  { url, ca, region, credentials }: Upstream,
  ask: (iam: IAMClient) => Promise<T>,
): Promise<T> {
  const iam = new IAMClient({
    endpoint: url,
    region,
    credentials,
    ...(ca !== undefined && { requestHandler: { httpsAgent: { ca } } }),
  });
  try {
    return await ask(iam);
  } finally {
    iam.destroy();
  }
}
