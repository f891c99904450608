import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
  SSMClient,
  type ParameterTier,
  type ParameterType,
} from "@aws-sdk/client-ssm";
import type { Context } from "../context.ts";
import { changedOnly } from "../diffInputs.ts";
import type { Resource } from "../resource.ts";
import { schemaOf } from "../schema/typeSchema.ts";
import { fromTagList, tagChanges, toTagList } from "../tags.ts";

type ParameterInputs = {
  name: string;
  type: ParameterType;
  value?: string;
  insecureValue?: string;
  allowedPattern?: string;
  dataType?: string;
  description?: string;
  keyId?: string;
  overwrite?: boolean;
  tier?: ParameterTier;
  tags?: Record<string, string>;
};

/** `aws.ssm.Parameter`; the SDK package marks `value` as secret, so that it stays encrypted in the state. */
export const ssmParameter: Resource<ParameterInputs> = {
  type: "aws:ssm/parameter:Parameter",
  inputs: [
    "name",
    "dataType",
    "type",
    "value",
    "insecureValue",
    "allowedPattern",
    "description",
    "keyId",
    "overwrite",
    "tier",
    "tags",
  ],
  renewed: ["version"],
  naming: { input: "name", maxLength: 2048 },
  notFound: ["ParameterNotFound"],

  async create(context, inputs) {
    const tags = toTagList(inputs.tags);
    await context.client(SSMClient).send(
      new PutParameterCommand({
        ...parameterOf(inputs),
        // Tags cannot go with an overwrite; they follow in `settle`.
        Overwrite: inputs.overwrite ?? false,
        ...(tags.length > 0 && inputs.overwrite !== true ? { Tags: tags } : {}),
      }),
    );
    return inputs.name;
  },

  async settle(context, name, { overwrite, tags }) {
    if (overwrite === true) await changeTags(context, name, {}, tags);
  },

  async read(context, name, inputs) {
    const ssm = context.client(SSMClient);
    const { Parameter: parameter } = await ssm.send(
      new GetParameterCommand({ Name: name, WithDecryption: true }),
    );
    const described = await ssm.send(
      new DescribeParametersCommand({
        ParameterFilters: [{ Key: "Name", Option: "Equals", Values: [name] }],
      }),
    );
    const more = described.Parameters?.[0];
    const insecure = inputs.insecureValue !== undefined;
    return {
      name: parameter?.Name,
      arn: parameter?.ARN,
      type: parameter?.Type,
      [insecure ? "insecureValue" : "value"]: parameter?.Value,
      dataType: parameter?.DataType,
      version: parameter?.Version,
      allowedPattern: more?.AllowedPattern,
      description: more?.Description,
      ...(parameter?.Type === "SecureString" ? { keyId: more?.KeyId } : {}),
      tier: more?.Tier ?? "Standard",
      hasValueWo: false,
      tags: await readTags(ssm, name),
    };
  },

  async update(context, name, planned, state) {
    // New tags alone make no new version of the parameter.
    if (!changedOnly(["overwrite", "tags"], schemaOf(this.type), state, planned)) {
      const Overwrite = planned.overwrite ?? true;
      await context
        .client(SSMClient)
        .send(new PutParameterCommand({ ...parameterOf(planned), Overwrite }));
    }
    await changeTags(context, name, state.tags ?? {}, planned.tags);
  },

  async delete(context, name) {
    await context.client(SSMClient).send(new DeleteParameterCommand({ Name: name }));
  },
};

function parameterOf(inputs: ParameterInputs) {
  const value = inputs.value ?? inputs.insecureValue;
  if (value === undefined) throw new Error("one of [value] or [insecureValue] must be set");
  return {
    Name: inputs.name,
    Type: inputs.type,
    Value: value,
    Description: inputs.description ?? "",
    ...(inputs.allowedPattern ? { AllowedPattern: inputs.allowedPattern } : {}),
    ...(inputs.dataType ? { DataType: inputs.dataType } : {}),
    ...(inputs.keyId && inputs.type === "SecureString" ? { KeyId: inputs.keyId } : {}),
    ...(inputs.tier ? { Tier: inputs.tier } : {}),
  };
}

async function readTags(ssm: SSMClient, name: string): Promise<Record<string, string>> {
  const { TagList } = await ssm.send(
    new ListTagsForResourceCommand({ ResourceType: "Parameter", ResourceId: name }),
  );
  return fromTagList(TagList);
}

async function changeTags(
  context: Context,
  ResourceId: string,
  previous: Record<string, string>,
  wanted: Record<string, string> | undefined,
): Promise<void> {
  const ssm = context.client(SSMClient);
  const { set, drop } = tagChanges(previous, wanted);
  const resource = { ResourceType: "Parameter", ResourceId } as const;
  if (drop.length > 0) {
    await ssm.send(new RemoveTagsFromResourceCommand({ ...resource, TagKeys: drop }));
  }
  if (set.length > 0) await ssm.send(new AddTagsToResourceCommand({ ...resource, Tags: set }));
}
