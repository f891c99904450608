import { declaredIdOf, rulesSuffix } from "@quicksight-governance/core/settings";
import { type DataKind, heldIds } from "./heldData.ts";
import type { StackResources } from "./readState.ts";
import type { TenantSettings } from "./settings.ts";

/** Data sources and data sets of a tenant. */
type Data = Pick<TenantSettings, "dataSources" | "dataSets">;

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
): Data {
  const held = heldIds(resources);
  const has = (kind: DataKind, name: string) =>
    held.has(`${kind}/${declaredIdOf(settings.namespace, name)}`);
  return {
    dataSources: Object.fromEntries(
      Object.entries(settings.dataSources).filter(
        ([name]) => !Object.hasOwn(usable.dataSources, name) && has("data-source", name),
      ),
    ),
    dataSets: Object.fromEntries(
      Object.entries(settings.dataSets).flatMap(([name, dataSet]) => {
        if (Object.hasOwn(usable.dataSets, name) || !has("data-set", name)) return [];
        // Whether there are rules is what the stack has; which they are is not looked at.
        const rowRules = has("data-set", `${name}${rulesSuffix}`) ? [] : undefined;
        return [[name, { ...dataSet, rowRules }]];
      }),
    ),
  };
}
