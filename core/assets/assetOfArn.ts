import { assetKinds } from "./assetKinds.ts";
import type { KindTable } from "./kindRow.ts";

const kindsByResource = new Map(
  Object.entries(assetKinds as KindTable).map(([kind, { resource = kind }]) => [resource, kind]),
);

/** The kind and id of an asset by its ARN: `arn:…:dataset/sales` is `data-set` and `sales`. What ARNs call an unknown kind stays. */
export function assetOfArn(arn: string): { readonly kind: string; readonly id: string } {
  const [, resource = "", id = ""] = /:([^:/]+)\/([^:]+)$/.exec(arn) ?? [];
  return { kind: kindsByResource.get(resource) ?? resource, id };
}
