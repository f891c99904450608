import { databaseTypes, declaredIdOf, rulesSuffix } from "@quicksight-governance/core/settings";
import { type DataKind, heldData } from "./heldData.ts";
import type { Kept } from "./narrowKept.ts";
import type { StackResources } from "./readState.ts";
import type { DataSourceSettings, TenantSettings } from "./settings.ts";

/** Data sources and data sets of a tenant. */
type Data = Pick<TenantSettings, "dataSources" | "dataSets">;

const importModes = ["SPICE", "DIRECT_QUERY"] as const;

/**
 * The data that cannot be declared as the settings have it, and that the stack has: it is declared as it is there, whatever the settings
 * say. Left out, it would be shown as deleted, and go as soon as a run ends well.
 *
 * @param usable what can be declared
 */
export function findKept(
  settings: Data & Pick<TenantSettings, "namespace">,
  usable: Data,
  resources: StackResources,
): Omit<Kept, "groups"> {
  const held = new Map(heldData(resources).map((one) => [`${one.kind}/${one.id}`, one]));
  const findHeld = (kind: DataKind, name: string) =>
    held.get(`${kind}/${declaredIdOf(settings.namespace, name)}`);
  const find = (kind: DataKind, name: string) => findHeld(kind, name)?.outputs;
  return {
    byApi: new Map(
      Object.keys(settings.dataSources).flatMap((name) => {
        const found = Object.hasOwn(usable.dataSources, name)
          ? undefined
          : findHeld("data-source", name);
        return found === undefined ? [] : [[name, found.byApi] as const];
      }),
    ),
    dataSources: Object.fromEntries(
      Object.entries(settings.dataSources).flatMap(([name, source]) => {
        const outputs = find("data-source", name);
        if (Object.hasOwn(usable.dataSources, name) || outputs === undefined) return [];
        return [[name, asType(source, outputs["type"])]];
      }),
    ),
    dataSets: Object.fromEntries(
      Object.entries(settings.dataSets).flatMap(([name, dataSet]) => {
        const outputs = find("data-set", name);
        if (Object.hasOwn(usable.dataSets, name) || outputs === undefined) return [];
        // Whether there are rules and a load is what the stack has; which they are is not looked at.
        const hasRules = find("data-set", `${name}${rulesSuffix}`) !== undefined;
        const importMode = importModes.find((mode) => mode === outputs["importMode"]);
        const mode = importMode ?? dataSet.import;
        const kept = {
          ...{ import: mode, rowRules: hasRules ? [] : undefined },
          ...(mode === "SPICE" ? {} : { refresh: undefined }),
        };
        return [[name, { ...dataSet, ...kept }]];
      }),
    ),
  };
}

/**
 * A data source of the type that the stack has, of which the rest is not looked at: a file is a resource of its own, which would be deleted
 * with a type that has none.
 */
function asType(source: DataSourceSettings, type: unknown): DataSourceSettings {
  if (typeof type !== "string" || source.type === type) return source;
  const { name, owners, viewers } = source;
  const shared = { name, owners, viewers };
  if (type === "S3") return { ...shared, type, file: "" };
  const known = databaseTypes.find((one) => one === type);
  return { ...shared, type: known ?? "POSTGRESQL", secret: "" };
}
