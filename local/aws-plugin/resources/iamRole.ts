import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  UpdateRoleDescriptionCommand,
} from "@aws-sdk/client-iam";
import type { Context } from "../context.ts";
import type { Resource } from "../resource.ts";
import { isEmpty } from "../values.ts";
import { fromTagList, tagChanges, toTagList } from "../tags.ts";
import { putInlinePolicies, readInlinePolicies, type InlinePolicy } from "./iamInlinePolicies.ts";

type RoleInputs = {
  name: string;
  namePrefix?: string;
  assumeRolePolicy: string;
  description?: string;
  forceDetachPolicies?: boolean;
  inlinePolicies?: InlinePolicy[];
  maxSessionDuration?: number;
  path?: string;
  permissionsBoundary?: string;
  tags?: Record<string, string>;
};

/** `aws.iam.Role`; `managedPolicyArns` is deprecated and not served: use RolePolicyAttachment. */
export const iamRole: Resource<RoleInputs> = {
  type: "aws:iam/role:Role",
  inputs: [
    "name",
    "namePrefix",
    "path",
    "assumeRolePolicy",
    "description",
    "forceDetachPolicies",
    "inlinePolicies",
    "maxSessionDuration",
    "permissionsBoundary",
    "tags",
  ],
  naming: { input: "name", prefixInput: "namePrefix", maxLength: 64 },
  notFound: ["NoSuchEntity", "NoSuchEntityException"],

  async create(context, inputs) {
    const tags = toTagList(inputs.tags);
    await context.client(IAMClient).send(
      new CreateRoleCommand({
        RoleName: inputs.name,
        Path: inputs.path,
        AssumeRolePolicyDocument: inputs.assumeRolePolicy,
        MaxSessionDuration: inputs.maxSessionDuration,
        ...(inputs.description ? { Description: inputs.description } : {}),
        ...(inputs.permissionsBoundary ? { PermissionsBoundary: inputs.permissionsBoundary } : {}),
        ...(tags.length > 0 ? { Tags: tags } : {}),
      }),
    );
    return inputs.name;
  },

  async settle(context, name, { inlinePolicies }) {
    if (inlinePolicies) await putInlinePolicies(context.client(IAMClient), name, inlinePolicies);
  },

  async read(context, name, { inlinePolicies }) {
    const iam = context.client(IAMClient);
    const { Role: role } = await iam.send(new GetRoleCommand({ RoleName: name }));
    return {
      name: role?.RoleName,
      path: role?.Path,
      arn: role?.Arn,
      uniqueId: role?.RoleId,
      createDate: role?.CreateDate?.toISOString(),
      assumeRolePolicy: decodeURIComponent(role?.AssumeRolePolicyDocument ?? ""),
      description: role?.Description,
      maxSessionDuration: role?.MaxSessionDuration,
      permissionsBoundary: role?.PermissionsBoundary?.PermissionsBoundaryArn,
      inlinePolicies: await readInlinePolicies(iam, name, inlinePolicies ?? []),
      managedPolicyArns: await attachedPolicies(iam, name),
      tags: fromTagList(role?.Tags),
    };
  },

  async update(context, name, inputs, previous) {
    const iam = context.client(IAMClient);
    const RoleName = name;
    // Only what changed is sent, as the released provider does: each call needs a right of its own.
    if (inputs.description !== previous.description) {
      const Description = inputs.description ?? "";
      await iam.send(new UpdateRoleDescriptionCommand({ RoleName, Description }));
    }
    if (inputs.maxSessionDuration !== previous.maxSessionDuration) {
      const MaxSessionDuration = inputs.maxSessionDuration;
      await iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration }));
    }
    if (inputs.assumeRolePolicy !== previous.assumeRolePolicy) {
      const PolicyDocument = inputs.assumeRolePolicy;
      await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
    }
    await updateBoundary(context, name, inputs.permissionsBoundary, previous.permissionsBoundary);
    await updateTags(context, name, previous.tags ?? {}, inputs.tags);
  },

  /** Once the state shows a policy, all of that kind go, also those of others, as with the released provider. */
  async delete(context, name, { inlinePolicies = [], managedPolicyArns, forceDetachPolicies }) {
    const iam = context.client(IAMClient);
    const forced = forceDetachPolicies === true;
    if (forced || inlinePolicies.length > 0) await putInlinePolicies(iam, name, []);
    if (forced || !isEmpty(managedPolicyArns)) {
      for (const PolicyArn of await attachedPolicies(iam, name)) {
        await iam.send(new DetachRolePolicyCommand({ RoleName: name, PolicyArn }));
      }
    }
    await iam.send(new DeleteRoleCommand({ RoleName: name }));
  },
};

async function attachedPolicies(iam: IAMClient, name: string): Promise<string[]> {
  const { AttachedPolicies = [] } = await iam.send(
    new ListAttachedRolePoliciesCommand({ RoleName: name }),
  );
  return AttachedPolicies.map(({ PolicyArn = "" }) => PolicyArn);
}

async function updateBoundary(
  context: Context,
  RoleName: string,
  wanted: string | undefined,
  previous: string | undefined,
): Promise<void> {
  const iam = context.client(IAMClient);
  if (wanted === previous) return;
  if (wanted) {
    await iam.send(
      new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: wanted }),
    );
  } else if (previous) {
    await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
  }
}

async function updateTags(
  context: Context,
  RoleName: string,
  previous: Record<string, string>,
  wanted: Record<string, string> | undefined,
): Promise<void> {
  const iam = context.client(IAMClient);
  const { set, drop } = tagChanges(previous, wanted);
  if (drop.length > 0) await iam.send(new UntagRoleCommand({ RoleName, TagKeys: drop }));
  if (set.length > 0) await iam.send(new TagRoleCommand({ RoleName, Tags: set }));
}
