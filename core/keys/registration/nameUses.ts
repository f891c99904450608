import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import type { AssetKind } from "../../assets/assetKinds.ts";
import { listAssets } from "../../assets/listAssets.ts";
import { printable } from "../../aws/printable.ts";
import { encryptedThing } from "../encryptedThing.ts";
import { kindOfUse, qDataUse, useTitles } from "./useKinds.ts";

/** Kinds of which one thing is told from another by its name, by what ARNs call them. */
const named: Readonly<Record<string, AssetKind>> = {
  dataset: "data-set",
  datasource: "data-source",
};
const order = [...useTitles.keys()];

/**
 * Names what keys encrypt for people, by kind: `data set Sales (id …)`, `credentials of data source …`, `something else: …` of what no
 * kind of asset is. Names are listed once, and only of kinds that there are; those that nobody may list are left out.
 *
 * @param uses as `findKeyUses` found them
 * @returns by what was found, its name
 */
export async function nameUses(
  client: QuickSightClient,
  accountId: string,
  uses: Iterable<string>,
): Promise<Map<string, string>> {
  const all = [...new Set(uses)];
  const names = new Map<string, string>();
  for (const [resource, kind] of Object.entries(named)) {
    if (!all.some((use) => kindOfUse(use) === resource)) continue;
    try {
      for (const { id, name } of await listAssets(client, accountId, kind)) {
        names.set(`${resource}/${id}`, name);
      }
    } catch {
      // Their ids tell them apart.
    }
  }
  return new Map(all.sort(byKind).map((use) => [use, nameUse(use, names)]));
}

function nameUse(use: string, names: ReadonlyMap<string, string>): string {
  const { kind, id } = encryptedThing(use);
  const title = useTitles.get(kind);
  if (title === undefined) return use === qDataUse ? use : `something else: ${printable(use)}`;
  const name = names.get(`${kind}/${id}`) ?? "";
  return `${title} ${name === "" ? "" : `${printable(name)} `}(id ${printable(id)})`;
}

/** The data sets first, then what is otherwise encrypted. */
function byKind(left: string, right: string): number {
  return rank(left) - rank(right) || left.localeCompare(right);
}

function rank(use: string): number {
  const found = order.indexOf(kindOfUse(use));
  return found === -1 ? order.length : found;
}
