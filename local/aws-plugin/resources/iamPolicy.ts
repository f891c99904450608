import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListPolicyVersionsCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
} from "@aws-sdk/client-iam";
import type { Resource } from "../resource.ts";
import { fromTagList, tagChanges, toTagList } from "../tags.ts";

type PolicyInputs = {
  name: string;
  namePrefix?: string;
  description?: string;
  path?: string;
  policy: string;
  tags?: Record<string, string>;
};

// IAM keeps this many versions of a policy and refuses another.
const versionLimit = 5;

/** `aws.iam.Policy`; its id is its ARN. */
export const iamPolicy: Resource<PolicyInputs> = {
  type: "aws:iam/policy:Policy",
  inputs: ["name", "namePrefix", "description", "path", "policy", "tags"],
  naming: { input: "name", prefixInput: "namePrefix", maxLength: 128 },
  notFound: ["NoSuchEntity", "NoSuchEntityException"],

  async create(context, { name, path, policy, description, tags }) {
    const tagList = toTagList(tags);
    const { Policy } = await context.client(IAMClient).send(
      new CreatePolicyCommand({
        PolicyName: name,
        Path: path,
        PolicyDocument: policy,
        ...(description ? { Description: description } : {}),
        ...(tagList.length > 0 ? { Tags: tagList } : {}),
      }),
    );
    return Policy?.Arn ?? "";
  },

  async read(context, arn) {
    const iam = context.client(IAMClient);
    const { Policy: policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
    const { PolicyVersion } = await iam.send(
      new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: policy?.DefaultVersionId }),
    );
    return {
      arn,
      name: policy?.PolicyName,
      path: policy?.Path,
      description: policy?.Description,
      policy: decodeURIComponent(PolicyVersion?.Document ?? ""),
      policyId: policy?.PolicyId,
      attachmentCount: policy?.AttachmentCount ?? 0,
      tags: fromTagList(policy?.Tags),
    };
  },

  async update(context, arn, { policy, tags }, previous) {
    const iam = context.client(IAMClient);
    if (policy !== previous.policy) await putVersion(iam, arn, policy);
    const { set, drop } = tagChanges(previous.tags ?? {}, tags);
    if (drop.length > 0) await iam.send(new UntagPolicyCommand({ PolicyArn: arn, TagKeys: drop }));
    if (set.length > 0) await iam.send(new TagPolicyCommand({ PolicyArn: arn, Tags: set }));
  },

  async delete(context, arn) {
    const iam = context.client(IAMClient);
    for (const version of await oldVersions(iam, arn)) await deleteVersion(iam, arn, version);
    await iam.send(new DeletePolicyCommand({ PolicyArn: arn }));
  },
};

/** The versions that are not in force, newest first. */
async function oldVersions(iam: IAMClient, arn: string): Promise<string[]> {
  const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn: arn }));
  return Versions.filter(({ IsDefaultVersion }) => IsDefaultVersion !== true)
    .map(({ VersionId = "" }) => VersionId)
    .sort((a, b) => Number(b.slice(1)) - Number(a.slice(1)));
}

async function putVersion(iam: IAMClient, arn: string, policy: string): Promise<void> {
  const old = await oldVersions(iam, arn);
  if (old.length >= versionLimit - 1) await deleteVersion(iam, arn, old.at(-1) ?? "");
  await iam.send(
    new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument: policy, SetAsDefault: true }),
  );
}

async function deleteVersion(iam: IAMClient, arn: string, version: string): Promise<void> {
  await iam.send(new DeletePolicyVersionCommand({ PolicyArn: arn, VersionId: version }));
}
