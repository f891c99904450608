import { declaredIdOf } from "../../settings/assetIds.ts";
import type { TenantSettings } from "../../settings/tenantSettings.ts";
import type { OwnData } from "./findMembers.ts";

/** The data that a tenant declares, as folders name it: by its keys. */
export function ownData({
  namespace,
  dataSources,
  dataSets,
}: Pick<TenantSettings, "namespace" | "dataSources" | "dataSets">): OwnData[] {
  const of = (kind: string, key: string, name: string) => ({
    ...{ kind, key, name, id: declaredIdOf(namespace, key) },
  });
  return [
    ...Object.entries(dataSources).map(([key, { name }]) => of("data-source", key, name)),
    ...Object.entries(dataSets).map(([key, dataSet]) => ({
      ...of("data-set", key, dataSet.name),
      dataSet,
    })),
  ];
}
