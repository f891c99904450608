import type { OperationGroup } from "../handler.ts";
import { generateEmbedUrlForRegisteredUser } from "./generateEmbedUrlForRegisteredUser.ts";

/** Addresses under which pages of others show QuickSight. */
export const embeddingOperations: OperationGroup = {
  scope: "region",
  handlers: { GenerateEmbedUrlForRegisteredUser: generateEmbedUrlForRegisteredUser },
};
