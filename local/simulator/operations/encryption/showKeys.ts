import type { DataKey } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";

/** What something is encrypted with. */
export interface ShownKey {
  readonly Encrypts: "SPICE" | "CREDENTIALS";
  /** `null`: AWS's own key. */
  readonly KeyArn: string | null;
  /** Since when, for a key of the customer. */
  readonly Since?: Date;
}

/** What encrypts each data set that is loaded, and each data source's own credentials, by ARN. QuickSight has no call that says so. */
export function showKeys({ store }: { readonly store: Store }): Record<string, ShownKey> {
  const found: [string, ShownKey][] = [];
  for (const { dataSets, dataSources } of store.regions.values()) {
    for (const { arn, definition, ingestions, spiceKey } of dataSets.values()) {
      if (definition.ImportMode !== "SPICE") continue;
      const isLoaded = [...ingestions.values()].some(({ status }) => status === "COMPLETED");
      if (isLoaded) found.push([arn, shown("SPICE", spiceKey)]);
    }
    for (const { arn, credentialsKey } of dataSources.values()) {
      if (credentialsKey !== undefined) found.push([arn, shown("CREDENTIALS", credentialsKey)]);
    }
  }
  return Object.fromEntries(found.sort(([left], [right]) => left.localeCompare(right)));
}

function shown(Encrypts: ShownKey["Encrypts"], key: DataKey | undefined): ShownKey {
  return {
    Encrypts,
    KeyArn: key?.keyArn ?? null,
    ...(key !== undefined && { Since: new Date(key.createdAt) }),
  };
}
