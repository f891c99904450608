import { landingAssetOf } from "../../../access/landingPage.ts";
import { groupArnOf, namespaceArnOf } from "../../../aws/scope.ts";
import { declaredIdOf } from "../../../settings/assetIds.ts";
import type { EntryFinder, KnownOfEntries } from "./entryFinder.ts";

/** Of each kind of data that a tenant declares the setting, and the lists of groups in it. */
const settingsOf = { "data-source": "dataSources", "data-set": "dataSets" } as const;
const lists = ["owners", "viewers"] as const;

/** Finds the groups that data is declared with, and the landing page: `tenant.dataSets.orders.viewers[1]`, `tenant.landing`. */
export function dataEntries({ settings, scope }: KnownOfEntries): EntryFinder {
  const { namespace } = settings;
  const page = landingAssetOf(settings);
  return ({ principal, folder }, { kind, id }) => {
    if (folder !== undefined) return [];
    if (kind === "dashboard") {
      const isOurs = id === page?.id && principal === namespaceArnOf(scope);
      return isOurs ? ["tenant.landing"] : [];
    }
    if (kind !== "data-source" && kind !== "data-set") return [];
    const name = settingsOf[kind];
    const all = Object.entries<Readonly<Record<(typeof lists)[number], readonly string[]>>>(
      settings[name],
    );
    return all.flatMap(([key, one]) =>
      declaredIdOf(namespace, key) !== id
        ? []
        : lists.flatMap((list) =>
            one[list].flatMap((group, index) =>
              groupArnOf(scope, group) === principal
                ? [`tenant.${name}.${key}.${list}[${index}]`]
                : [],
            ),
          ),
    );
  };
}
