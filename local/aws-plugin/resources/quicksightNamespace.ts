import {
  CreateNamespaceCommand,
  DeleteNamespaceCommand,
  DescribeNamespaceCommand,
  QuickSightClient,
  type NamespaceInfoV2,
} from "@aws-sdk/client-quicksight";
import type { Context } from "../context.ts";
import { saysNotFound } from "../failures.ts";
import type { Resource } from "../resource.ts";
import { toTagList } from "../tags.ts";
import { parseDuration, waitFor } from "../wait.ts";
import { changeTags, readTags } from "./quicksightTags.ts";

type NamespaceInputs = {
  awsAccountId?: string;
  namespace: string;
  identityStore?: "QUICKSIGHT";
  tags?: Record<string, string>;
  timeouts?: { create?: string; delete?: string };
};

const notFound = ["ResourceNotFoundException"];
const defaultLimitMs = 120_000;

/** `aws.quicksight.Namespace`. */
export const quicksightNamespace: Resource<NamespaceInputs> = {
  type: "aws:quicksight/namespace:Namespace",
  inputs: ["awsAccountId", "namespace", "identityStore", "tags", "timeouts"],
  notFound,

  async create(context, { awsAccountId, namespace, identityStore, tags }) {
    const account = awsAccountId ?? (await context.accountId());
    const tagList = toTagList(tags);
    await context.client(QuickSightClient).send(
      new CreateNamespaceCommand({
        AwsAccountId: account,
        Namespace: namespace,
        IdentityStore: identityStore ?? "QUICKSIGHT",
        ...(tagList.length > 0 ? { Tags: tagList } : {}),
      }),
    );
    return `${account},${namespace}`;
  },

  async settle(context, id, { timeouts }) {
    const limit = parseDuration(timeouts?.create, defaultLimitMs);
    await waitFor(`waiting for CREATED`, limit, async () => {
      const found = await describe(context, id);
      if (found.CreationStatus === "CREATING") return undefined;
      if (found.CreationStatus === "CREATED") return found;
      const { Type = "", Message = "" } = found.NamespaceError ?? {};
      throw new Error(`status is ${found.CreationStatus ?? "unknown"} ${Type} ${Message}`.trim());
    });
  },

  async read(context, id) {
    const found = await describe(context, id);
    return {
      awsAccountId: parseId(id).AwsAccountId,
      namespace: found.Name,
      identityStore: found.IdentityStore,
      arn: found.Arn,
      capacityRegion: found.CapacityRegion,
      creationStatus: found.CreationStatus,
      tags: await readTags(context, found.Arn),
    };
  },

  async update(context, id, { tags }, previous) {
    const { Arn } = await describe(context, id);
    await changeTags(context, Arn, previous.tags, tags);
  },

  async delete(context, id, { timeouts }) {
    await context.client(QuickSightClient).send(new DeleteNamespaceCommand(parseId(id)));
    const limit = parseDuration(timeouts?.delete, defaultLimitMs);
    await waitFor(`waiting for its end`, limit, async () => {
      try {
        await describe(context, id);
        return undefined;
      } catch (error) {
        if (saysNotFound(error, notFound)) return true;
        throw error;
      }
    });
  },
};

async function describe(context: Context, id: string): Promise<NamespaceInfoV2> {
  const { Namespace } = await context
    .client(QuickSightClient)
    .send(new DescribeNamespaceCommand(parseId(id)));
  if (Namespace === undefined) throw new Error("DescribeNamespace returned no namespace");
  return Namespace;
}

function parseId(id: string) {
  const [AwsAccountId = "", Namespace = ""] = id.split(",");
  return { AwsAccountId, Namespace };
}
