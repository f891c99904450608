import type { DeclaredAsset } from "@quicksight-governance/core/data";
import {
  declaredIdOf,
  type GrantedGroups,
  withEveryAsset,
} from "@quicksight-governance/core/settings";
import type { TenantSettings } from "./settings.ts";

/** Data that is declared as the stack has it, with who may use it. */
export interface Kept extends Pick<TenantSettings, "dataSources" | "dataSets"> {
  /**
   * By `data-source/<name>` and `data-set/<name>` the groups that go on to use it; absent: as the stack has it, whatever that is.
   */
  readonly groups?: ReadonlyMap<string, GrantedGroups>;
  /** By the data source, which of the two resources the stack has: see `HeldData`. */
  readonly byApi?: ReadonlyMap<string, boolean>;
}

/**
 * Takes from data that is kept the groups that the settings do not give it any more: who may use it has nothing to do with what waits.
 * Nobody is given it meanwhile, as its rules may be old.
 */
export function narrowKept(
  kept: Omit<Kept, "groups">,
  settings: Pick<TenantSettings, "namespace" | "access" | "dataSources" | "dataSets">,
  recorded: readonly DeclaredAsset[],
): Kept {
  const narrow = (kind: DeclaredAsset["kind"], name: string, declared: GrantedGroups) => {
    const id = declaredIdOf(settings.namespace, name);
    const now = recorded.find((asset) => asset.kind === kind && asset.id === id);
    if (now === undefined) return [];
    const wanted = withEveryAsset(
      declared,
      settings,
      kind === "data-set" ? "dataSets" : "dataSources",
    );
    const users = new Set([...wanted.owners, ...wanted.viewers]);
    const owners = now.owners.filter((group) => wanted.owners.includes(group));
    const viewers = now.users.filter((group) => users.has(group) && !owners.includes(group));
    return [[`${kind}/${name}`, { owners, viewers }] as const];
  };
  return {
    ...kept,
    groups: new Map([
      ...Object.entries(kept.dataSources).flatMap(([name, source]) =>
        narrow("data-source", name, source),
      ),
      ...Object.entries(kept.dataSets).flatMap(([name, set]) => narrow("data-set", name, set)),
    ]),
  };
}
