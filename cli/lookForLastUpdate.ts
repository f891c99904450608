import { findLastUpdate, type LastUpdate, noUpdate } from "@quicksight-governance/core/access";
import type { LoadedTenant } from "./loadTenant.ts";

/** What the last `pulumi up` or `qsgov apply` of a tenant was about; nothing where the governance bucket is not known. */
export async function lookForLastUpdate(
  { settings, access }: Pick<LoadedTenant, "settings" | "access">,
  bucket: string | undefined,
): Promise<LastUpdate> {
  return bucket === undefined ? noUpdate : findLastUpdate(bucket, settings.namespace, access);
}
