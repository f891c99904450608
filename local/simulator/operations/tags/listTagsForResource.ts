import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { tagsOf } from "./tagStore.ts";

/** All tags of a resource; this list has no pages. */
export const listTagsForResource: Handler<
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput
> = ({ input }, store) => ({
  Tags: [...tagsOf(store, input.ResourceArn)].map(([Key, Value]) => ({ Key, Value })),
});
