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

/** A search knows by then what was changed: AWS says only that it takes "very recent" changes, and clocks differ. */
const settledMs = 60 * 60 * 1000;

/**
 * The assets of all data Regions that may be somebody's: for each kind what its search finds for each user, and, as searches are
 * eventually consistent, what its list says was made or changed in the last hour (everything where lists tell no times); of kinds
 * without a search all that there are, when they are asked for. Some may be named twice.
 *
 * A kind that the account's edition does not have is nobody's.
 *
 * @param settled how much to list of kinds that have no search
 * @param now milliseconds since 1970
 * @throws when a search or a list fails: what it would have found is not known
 */
export async function findCandidates(
  regions: readonly DataRegion[],
  accountId: string,
  userArns: readonly string[],
  { settled, table, now }: CandidateOptions,
): Promise<PlacedAsset[]> {
  const looks = regions.flatMap((region) =>
    Object.entries(table).flatMap(([kind, { search }]): Look[] => {
      const since = search === undefined && settled === "all" ? 0 : now - settledMs;
      const users = search === undefined ? [] : userArns;
      return [
        ...users.map((arn) => lookForOwned(region, accountId, kind, arn, table)),
        lookAtListed(region, accountId, kind, table, since),
      ];
    }),
  );
  const found = await mapParallel(looks, take);
  return found.flat();
}

interface CandidateOptions {
  readonly settled: "all" | "none";
  readonly table: KindTable;
  readonly now: number;
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

function lookAtListed(
  { region, client }: DataRegion,
  accountId: string,
  kind: string,
  table: KindTable,
  since: number,
): Look {
  return {
    region,
    failure: `assets of kind ${kind} in ${region} cannot be listed`,
    find: () => listAssets(client, accountId, kind, table, since),
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
