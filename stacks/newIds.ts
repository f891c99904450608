import { declaredIdOf, rulesSuffix } from "@quicksight-governance/core/settings";
import { type DataKind, heldIds } from "./heldData.ts";
import type { StackResources } from "./readState.ts";
import type { TenantSettings } from "./settings.ts";

/** An id that the stack is about to take. */
export interface NewId {
  /** The setting that it comes from. */
  readonly where: string;
  readonly what: "its id" | "the id of its row rules";
  readonly kind: DataKind;
  /** The key in the settings. */
  readonly key: string;
  readonly id: string;
  /** The resource's name in the stack. */
  readonly name: string;
}

/** The ids of the data that the settings name and the state does not have. */
export function newIds(
  settings: Pick<TenantSettings, "namespace" | "dataSources" | "dataSets">,
  resources: StackResources,
): NewId[] {
  const held = heldIds(resources);
  return idsOf(settings).filter(({ kind, id }) => !held.has(`${kind}/${id}`));
}

function idsOf({
  namespace,
  dataSources,
  dataSets,
}: Pick<TenantSettings, "namespace" | "dataSources" | "dataSets">): NewId[] {
  const newId = (where: string, what: NewId["what"], kind: DataKind, called: string): NewId => ({
    ...{ where, what, kind, key: called },
    id: declaredIdOf(namespace, called),
    name: `${namespace}-${called}`,
  });
  const sources = Object.keys(dataSources).map((name) =>
    newId(`tenant.dataSources.${name}`, "its id", "data-source", name),
  );
  const sets = Object.entries(dataSets).flatMap(([name, { rowRules }]) => {
    const where = `tenant.dataSets.${name}`;
    const rules = `${name}${rulesSuffix}`;
    return [
      newId(where, "its id", "data-set", name),
      ...(rowRules === undefined
        ? []
        : [newId(where, "the id of its row rules", "data-set", rules)]),
    ];
  });
  return [...sources, ...sets];
}
