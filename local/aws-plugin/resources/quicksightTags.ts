import {
  ListTagsForResourceCommand,
  QuickSightClient,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-quicksight";
import type { Context } from "../context.ts";
import { fromTagList, tagChanges } from "../tags.ts";

type Tags = Record<string, string>;

/** The tags of anything in QuickSight. */
export async function readTags(context: Context, ResourceArn: string | undefined): Promise<Tags> {
  const { Tags } = await context
    .client(QuickSightClient)
    .send(new ListTagsForResourceCommand({ ResourceArn }));
  return fromTagList(Tags);
}

/** Makes the tags of anything in QuickSight what is wanted. */
export async function changeTags(
  context: Context,
  ResourceArn: string | undefined,
  previous: Tags | undefined,
  wanted: Tags | undefined,
): Promise<void> {
  const client = context.client(QuickSightClient);
  const { set, drop } = tagChanges(previous ?? {}, wanted);
  if (drop.length > 0) await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: drop }));
  if (set.length > 0) await client.send(new TagResourceCommand({ ResourceArn, Tags: set }));
}
