import type { TagResourceCommandInput, TagResourceCommandOutput } from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { addTags, tagsOf } from "./tagStore.ts";

/** Adds tags to a resource or replaces their values. */
export const tagResource: Handler<TagResourceCommandInput, TagResourceCommandOutput> = (
  { input },
  store,
) => {
  tagsOf(store, input.ResourceArn);
  addTags(store, input.ResourceArn, input.Tags);
  return {};
};
