import {
  type QuickSightClient,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-quicksight";

/** Tags, value by key. */
export type Tags = Readonly<Record<string, string>>;

/** Sets the tags of an asset, and takes off those that were set before and are not any more. */
export async function retag(
  client: QuickSightClient,
  ResourceArn: string,
  before: Tags,
  after: Tags,
): Promise<void> {
  const Tags = Object.entries(after)
    .filter(([key, value]) => before[key] !== value)
    .map(([Key, Value]) => ({ Key, Value }));
  const TagKeys = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  if (Tags.length > 0) await client.send(new TagResourceCommand({ ResourceArn, Tags }));
  if (TagKeys.length > 0) await client.send(new UntagResourceCommand({ ResourceArn, TagKeys }));
}
