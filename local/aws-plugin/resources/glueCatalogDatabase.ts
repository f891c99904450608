import {
  CreateDatabaseCommand,
  DeleteDatabaseCommand,
  GetDatabaseCommand,
  GetTagsCommand,
  GlueClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateDatabaseCommand,
} from "@aws-sdk/client-glue";
import type { Context } from "../context.ts";
import { partitionOf } from "../functions.ts";
import type { Resource } from "../resource.ts";
import { tagChanges } from "../tags.ts";

type DatabaseInputs = { name: string; description?: string; tags?: Record<string, string> };

/** `aws.glue.CatalogDatabase`; its id is `CATALOG:NAME`, and the catalog is the account. */
export const glueCatalogDatabase: Resource<DatabaseInputs> = {
  type: "aws:glue/catalogDatabase:CatalogDatabase",
  inputs: ["name", "description", "tags"],
  naming: { input: "name", maxLength: 255, lowerCase: true },
  notFound: ["EntityNotFoundException"],

  async create(context, { name, description, tags }) {
    const DatabaseInput = { Name: name, Description: description };
    await context
      .client(GlueClient)
      .send(new CreateDatabaseCommand({ DatabaseInput, ...(tags ? { Tags: tags } : {}) }));
    return `${await context.accountId()}:${name}`;
  },

  async read(context, id) {
    const Name = nameIn(id);
    const client = context.client(GlueClient);
    const { Database: found } = await client.send(new GetDatabaseCommand({ Name }));
    const arn = await arnOf(context, Name);
    const { Tags = {} } = await client.send(new GetTagsCommand({ ResourceArn: arn }));
    return {
      ...{ name: Name, arn, catalogId: await context.accountId() },
      description: found?.Description,
      tags: Tags,
    };
  },

  async update(context, id, { description, tags }, state) {
    const Name = nameIn(id);
    const client = context.client(GlueClient);
    const DatabaseInput = { Name, Description: description };
    await client.send(new UpdateDatabaseCommand({ Name, DatabaseInput }));
    const ResourceArn = await arnOf(context, Name);
    const { set, drop } = tagChanges(state.tags ?? {}, tags);
    const TagsToAdd = Object.fromEntries(set.map(({ Key, Value }) => [Key, Value]));
    if (drop.length > 0)
      await client.send(new UntagResourceCommand({ ResourceArn, TagsToRemove: drop }));
    if (set.length > 0) await client.send(new TagResourceCommand({ ResourceArn, TagsToAdd }));
  },

  async delete(context, id) {
    await context.client(GlueClient).send(new DeleteDatabaseCommand({ Name: nameIn(id) }));
  },
};

function nameIn(id: string): string {
  return id.split(":")[1] ?? id;
}

async function arnOf(context: Context, name: string): Promise<string> {
  const partition = partitionOf(context.region).name;
  return `arn:${partition}:glue:${context.region}:${await context.accountId()}:database/${name}`;
}
