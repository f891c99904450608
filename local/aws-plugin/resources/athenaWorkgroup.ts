import {
  AthenaClient,
  CreateWorkGroupCommand,
  DeleteWorkGroupCommand,
  type EncryptionOption,
  GetWorkGroupCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateWorkGroupCommand,
  type WorkGroupState,
} from "@aws-sdk/client-athena";
import type { Context } from "../context.ts";
import { partitionOf } from "../functions.ts";
import type { Resource } from "../resource.ts";
import { fromTagList, tagChanges, toTagList } from "../tags.ts";

type Configuration = {
  bytesScannedCutoffPerQuery?: number;
  enforceWorkgroupConfiguration?: boolean;
  publishCloudwatchMetricsEnabled?: boolean;
  requesterPaysEnabled?: boolean;
  resultConfiguration?: {
    outputLocation?: string;
    encryptionConfiguration?: { encryptionOption?: EncryptionOption; kmsKeyArn?: string };
  };
};
type WorkgroupInputs = {
  name: string;
  configuration?: Configuration;
  description?: string;
  forceDestroy?: boolean;
  state?: WorkGroupState;
  tags?: Record<string, string>;
};

/** `aws.athena.Workgroup`; its id is its name. */
export const athenaWorkgroup: Resource<WorkgroupInputs> = {
  type: "aws:athena/workgroup:Workgroup",
  inputs: ["name", "configuration", "description", "forceDestroy", "state", "tags"],
  naming: { input: "name", maxLength: 128 },
  notFound: [{ name: "InvalidRequestException", says: "is not found" }],

  async create(context, { name, description, configuration = {}, tags }) {
    await context.client(AthenaClient).send(
      new CreateWorkGroupCommand({
        Name: name,
        Description: description,
        Configuration: {
          ...numbersOf(configuration),
          ResultConfiguration: resultOf(configuration),
        },
        Tags: toTagList(tags),
      }),
    );
    return name;
  },

  async settle(context, WorkGroup, { state }) {
    if (state !== "DISABLED") return;
    await context
      .client(AthenaClient)
      .send(new UpdateWorkGroupCommand({ WorkGroup, State: state }));
  },

  async read(context, name) {
    const client = context.client(AthenaClient);
    const { WorkGroup: group } = await client.send(new GetWorkGroupCommand({ WorkGroup: name }));
    const { Configuration: found = {} } = group ?? {};
    const { ResultConfiguration: result } = found;
    const ResourceARN = await arnOf(context, name);
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceARN }));
    return {
      name,
      arn: ResourceARN,
      description: group?.Description,
      state: group?.State,
      configuration: {
        bytesScannedCutoffPerQuery: found.BytesScannedCutoffPerQuery,
        enforceWorkgroupConfiguration: found.EnforceWorkGroupConfiguration ?? true,
        publishCloudwatchMetricsEnabled: found.PublishCloudWatchMetricsEnabled ?? true,
        requesterPaysEnabled: found.RequesterPaysEnabled ?? false,
        ...(result === undefined
          ? {}
          : {
              resultConfiguration: {
                outputLocation: result.OutputLocation,
                ...(result.EncryptionConfiguration === undefined
                  ? {}
                  : {
                      encryptionConfiguration: {
                        encryptionOption: result.EncryptionConfiguration.EncryptionOption,
                      },
                    }),
              },
            }),
      },
      tags: fromTagList(Tags),
    };
  },

  async update(context, name, { configuration = {}, description, state, tags }, former) {
    const client = context.client(AthenaClient);
    await client.send(
      new UpdateWorkGroupCommand({
        WorkGroup: name,
        Description: description ?? "",
        State: state,
        ConfigurationUpdates: {
          ...numbersOf(configuration),
          ResultConfigurationUpdates: resultOf(configuration),
        },
      }),
    );
    const ResourceARN = await arnOf(context, name);
    const { set, drop } = tagChanges(former.tags ?? {}, tags);
    if (drop.length > 0)
      await client.send(new UntagResourceCommand({ ResourceARN, TagKeys: drop }));
    if (set.length > 0) await client.send(new TagResourceCommand({ ResourceARN, Tags: set }));
  },

  async delete(context, WorkGroup, { forceDestroy }) {
    await context
      .client(AthenaClient)
      .send(new DeleteWorkGroupCommand({ WorkGroup, RecursiveDeleteOption: forceDestroy }));
  },
};

function numbersOf(configuration: Configuration) {
  return {
    BytesScannedCutoffPerQuery: configuration.bytesScannedCutoffPerQuery,
    EnforceWorkGroupConfiguration: configuration.enforceWorkgroupConfiguration,
    PublishCloudWatchMetricsEnabled: configuration.publishCloudwatchMetricsEnabled,
    RequesterPaysEnabled: configuration.requesterPaysEnabled,
  };
}

function resultOf({ resultConfiguration: result }: Configuration) {
  if (result === undefined) return undefined;
  const { encryptionOption } = result.encryptionConfiguration ?? {};
  return {
    OutputLocation: result.outputLocation,
    ...(encryptionOption === undefined
      ? {}
      : { EncryptionConfiguration: { EncryptionOption: encryptionOption } }),
  };
}

async function arnOf(context: Context, name: string): Promise<string> {
  const partition = partitionOf(context.region).name;
  return `arn:${partition}:athena:${context.region}:${await context.accountId()}:workgroup/${name}`;
}
