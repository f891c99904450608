import { declaredIdOf } from "../../settings/assetIds.ts";
import type { TenantSettings } from "../../settings/tenantSettings.ts";
import type { OwnData } from "./findMembers.ts";

/** The data that a tenant declares, as folders name it: by its keys. */
export function ownData({
  namespace,
  dataSources,
  dataSets,
}: Pick<TenantSettings, "namespace" | "dataSources" | "dataSets">): OwnData[] {
  const of = (kind: string, all: Readonly<Record<string, { readonly name: string }>>) =>
    Object.entries(all).map(([key, { name }]) => ({
      ...{ kind, key, name, id: declaredIdOf(namespace, key) },
    }));
  return [...of("data-source", dataSources), ...of("data-set", dataSets)];
}
