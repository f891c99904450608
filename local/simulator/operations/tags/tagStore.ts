import type { Tag } from "@aws-sdk/client-quicksight";
import type { Store } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import type { Checked } from "../handler.ts";

/** From the documentation of TagResource. */
const maxTagsPerResource = 50;

type Tags = readonly Checked<Tag>[];

/**
 * Adds tags to a resource; to be called, with no tags if there are none, when a taggable one is created.
 *
 * @throws ApiError LimitExceededException, leaving the tags as they were.
 */
export function addTags(store: Store, arn: string, tags: Tags = []): void {
  const merged = new Map(store.tags.get(arn));
  for (const { Key, Value } of tags) {
    merged.set(Key, Value);
  }
  if (merged.size > maxTagsPerResource) {
    throw new ApiError(
      "LimitExceededException",
      `A resource can have at most ${maxTagsPerResource} tags (${arn} would have ${merged.size}).`,
    );
  }
  store.tags.set(arn, merged);
}

/**
 * The tags of a resource that exists.
 *
 * @throws ApiError ResourceNotFoundException, also for kinds that take no tags, such as groups; for
 *   those AWS's answer is not known.
 */
export function tagsOf(store: Store, arn: string): Map<string, string> {
  const tags = store.tags.get(arn);
  if (tags === undefined) {
    throw new ApiError("ResourceNotFoundException", `Resource ${arn} not found.`);
  }
  return tags;
}

/** Forgets the tags of a resource that is gone. */
export function dropTags(store: Store, arn: string): void {
  store.tags.delete(arn);
}
