import type { OperationGroup } from "../handler.ts";
import { listTagsForResource } from "./listTagsForResource.ts";
import { tagResource } from "./tagResource.ts";
import { untagResource } from "./untagResource.ts";

/** Tags of every kind of resource; an ARN names its own Region, so they work in each. */
export const tagOperations: OperationGroup = {
  scope: "region",
  handlers: {
    ListTagsForResource: listTagsForResource,
    TagResource: tagResource,
    UntagResource: untagResource,
  },
};
