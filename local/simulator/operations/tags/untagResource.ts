import type {
  UntagResourceCommandInput,
  UntagResourceCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { tagsOf } from "./tagStore.ts";

/** Removes tags; keys that the resource does not have are ignored, as elsewhere at AWS. */
export const untagResource: Handler<UntagResourceCommandInput, UntagResourceCommandOutput> = (
  { input },
  store,
) => {
  const tags = tagsOf(store, input.ResourceArn);
  for (const key of input.TagKeys) {
    tags.delete(key);
  }
  return {};
};
