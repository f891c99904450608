import {
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  type IAMClient,
} from "@aws-sdk/client-iam";
import { samePolicy } from "../policyDocument.ts";

/** A policy written into a role. */
export type InlinePolicy = { name: string; policy: string };

/** Makes the inline policies of a role exactly these. */
export async function putInlinePolicies(
  iam: IAMClient,
  RoleName: string,
  wanted: readonly InlinePolicy[],
): Promise<void> {
  const live = await readInlinePolicies(iam, RoleName, wanted);
  for (const { name } of live) {
    if (wanted.some((policy) => policy.name === name)) continue;
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: name }));
  }
  for (const { name, policy } of wanted) {
    if (live.some((found) => found.name === name && samePolicy(found.policy, policy))) continue;
    await iam.send(
      new PutRolePolicyCommand({ RoleName, PolicyName: name, PolicyDocument: policy }),
    );
  }
}

/** The inline policies of a role, those of `order` first and in its order: to IAM they are a set. */
export async function readInlinePolicies(
  iam: IAMClient,
  RoleName: string,
  order: readonly InlinePolicy[],
): Promise<InlinePolicy[]> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const known = order.map(({ name }) => name).filter((name) => PolicyNames.includes(name));
  const others = PolicyNames.filter((name) => !known.includes(name)).sort();
  return Promise.all(
    [...known, ...others].map(async (name) => {
      const found = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: name }));
      return { name, policy: decodeURIComponent(found.PolicyDocument ?? "") };
    }),
  );
}
