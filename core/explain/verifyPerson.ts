import type { DataRegion } from "../aws/dataRegion.ts";
import { assetKinds } from "../assets/assetKinds.ts";
import type { KindTable } from "../assets/kindRow.ts";
import { searchAssets } from "../assets/searchAssets.ts";
import { explainPerson } from "./explainPerson.ts";
import type { AccessIndex } from "./accessIndex.ts";
import type { NamedPerson } from "./accessClasses.ts";
import { keyOf } from "./findWays.ts";
import { arnOfPrincipal } from "./principals.ts";

/** Where the service's own answer is another than ours, as `<Region> <kind>/<id>`. */
export interface Verified {
  /** How many assets both name. */
  readonly agreed: number;
  /** Named by us alone: made or shared a moment ago, as searches know what is new late, or a fault of ours. */
  readonly onlyHere: readonly string[];
  /** Named by the service alone. */
  readonly onlyThere: readonly string[];
}

/**
 * Asks the service what somebody can open, by the search that counts groups and folders, and compares. What a whole namespace may open
 * is left out of it, as nobody says whether the search counts that, and what opens by a link, as it does not.
 *
 * @throws as the searches do
 */
export async function verifyPerson(
  index: AccessIndex,
  { namespace, person }: NamedPerson,
  regions: readonly DataRegion[],
): Promise<Verified> {
  const { snapshot } = index;
  const kinds = Object.entries(assetKinds as KindTable).filter(([, row]) => row.search?.byReader);
  const searched = new Set(kinds.map(([kind]) => kind));
  const open = explainPerson(index, namespace, person).assets.filter(({ asset }) =>
    searched.has(asset.kind),
  );
  const [sure, unsure] = [true, false].map((is) =>
    open.filter(({ ways }) => ways.some(isSearched) === is).map(({ asset }) => keyOf(asset)),
  );
  const [here, eitherWay] = [new Set(sure), new Set(unsure)];
  const arn = arnOfPrincipal(snapshot, { type: "user", namespace, name: person.userName });
  const there = new Set<string>();
  for (const { region, client } of regions) {
    for (const [kind] of kinds) {
      const found = await searchAssets(
        client,
        snapshot.accountId,
        kind,
        arn,
        assetKinds,
        "byReader",
      );
      for (const { id } of found) there.add(keyOf({ region, kind, id }));
    }
  }
  return {
    agreed: [...here].filter((key) => there.has(key)).length,
    onlyHere: [...here].filter((key) => !there.has(key)).sort(),
    onlyThere: [...there].filter((key) => !here.has(key) && !eitherWay.has(key)).sort(),
  };
}

function isSearched({ type, principal, link }: { type: string; principal: string; link?: true }) {
  return type !== "namespace" && link !== true && !principal.includes(":namespace/");
}
