import {
  AttachRolePolicyCommand,
  DetachRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import type { Resource } from "../resource.ts";

type AttachmentInputs = { role: string; policyArn: string };

/** `aws.iam.RolePolicyAttachment`; its id is `ROLE/POLICY_ARN`. */
export const iamRolePolicyAttachment: Resource<AttachmentInputs> = {
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  inputs: ["role", "policyArn"],
  notFound: ["NoSuchEntity", "NoSuchEntityException"],

  async create(context, { role, policyArn }) {
    await context
      .client(IAMClient)
      .send(new AttachRolePolicyCommand({ RoleName: role, PolicyArn: policyArn }));
    return `${role}/${policyArn}`;
  },

  async read(context, id) {
    const { RoleName, PolicyArn } = parseId(id);
    const { AttachedPolicies = [] } = await context
      .client(IAMClient)
      .send(new ListAttachedRolePoliciesCommand({ RoleName }));
    const attached = AttachedPolicies.some((policy) => policy.PolicyArn === PolicyArn);
    return attached ? { role: RoleName, policyArn: PolicyArn } : undefined;
  },

  async delete(context, id) {
    await context.client(IAMClient).send(new DetachRolePolicyCommand(parseId(id)));
  },
};

function parseId(id: string) {
  const slash = id.indexOf("/");
  return { RoleName: id.slice(0, slash), PolicyArn: id.slice(slash + 1) };
}
