import type { DataSetDefinition, RegionAssets } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import { requirePrincipal } from "../assets/principals.ts";
import type { Call } from "../handler.ts";
import { refuse } from "../refuse.ts";
import { outputColumns } from "./outputColumns.ts";

/** Refuses column-level rules for columns or people that do not exist; the words are ours. */
export function checkColumnRules(
  call: Call<unknown>,
  store: Store,
  assets: RegionAssets,
  definition: DataSetDefinition,
): void {
  const columns = outputColumns(call, assets, definition)?.map(({ Name }) => Name);
  for (const { Principals, ColumnNames } of definition.ColumnLevelPermissionRules ?? []) {
    if (Principals === undefined || ColumnNames === undefined) {
      // "Each rule must contain at least one column and at least one user or group", says the API reference.
      refuse("A ColumnLevelPermissionRule needs Principals and ColumnNames.");
    }
    for (const principal of Principals) {
      requirePrincipal(store, principal, ["user", "group"]);
    }
    const unknown = ColumnNames.find((name) => columns?.includes(name) === false);
    if (unknown !== undefined) {
      refuse(`Column ${unknown} of a ColumnLevelPermissionRule does not exist.`);
    }
  }
}
