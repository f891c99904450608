import { UnsupportedUserEditionException } from "@aws-sdk/client-quicksight";
import type { DataRegion } from "../aws/dataRegion.ts";
import { describeError } from "../aws/describeError.ts";
import { mapParallel } from "../aws/mapParallel.ts";
import type { Asset } from "./asset.ts";
import type { KindTable } from "./kindRow.ts";
import { listAssets } from "./listAssets.ts";
import type { PlacedAsset } from "./ownedAsset.ts";
import { searchAssets } from "./searchAssets.ts";

/** What is found, and how to say that it could not be. */
interface Look {
  readonly region: string;
  readonly failure: string;
  readonly find: () => Promise<Asset[]>;
}

/**
 * The assets of all data Regions that may be somebody's: for each kind with a search what it finds for each user; of the others
 * all that there are, when they are asked for. Some may be named twice.
 *
 * A kind that the account's edition does not have is nobody's.
 *
 * @param kinds `searchable` leaves out the kinds that have no search
 * @throws when a search or a list fails: what it would have found is not known
 */
export async function findCandidates(
  regions: readonly DataRegion[],
  accountId: string,
  userArns: readonly string[],
  kinds: "all" | "searchable",
  table: KindTable,
): Promise<PlacedAsset[]> {
  const looks = regions.flatMap((region) =>
    Object.entries(table).flatMap(([kind, row]): Look[] => {
      if (row.search !== undefined) {
        return userArns.map((arn) => lookForOwned(region, accountId, kind, arn, table));
      }
      return kinds === "all" ? [lookAtAll(region, accountId, kind, table)] : [];
    }),
  );
  const found = await mapParallel(looks, take);
  return found.flat();
}

function lookForOwned(
  { region, client }: DataRegion,
  accountId: string,
  kind: string,
  arn: string,
  table: KindTable,
): Look {
  return {
    region,
    failure: `what ${arn} owns in ${region} cannot be searched for (${kind})`,
    find: () => searchAssets(client, accountId, kind, arn, table),
  };
}

function lookAtAll(
  { region, client }: DataRegion,
  accountId: string,
  kind: string,
  table: KindTable,
): Look {
  return {
    region,
    failure: `assets of kind ${kind} in ${region} cannot be listed`,
    find: () => listAssets(client, accountId, kind, table),
  };
}

async function take({ region, failure, find }: Look): Promise<PlacedAsset[]> {
  try {
    return (await find()).map((asset) => ({ ...asset, region }));
  } catch (error) {
    if (error instanceof UnsupportedUserEditionException) return [];
    throw new Error(`${failure}: ${describeError(error)}`, { cause: error });
  }
}
