import * as sdk from "@aws-sdk/client-quicksight";
import { describeError } from "../aws/describeError.ts";
import { mapParallel } from "../aws/mapParallel.ts";
import { actionOf } from "./actionOf.ts";
import type { Asset } from "./asset.ts";
import { assetKinds } from "./assetKinds.ts";
import type { CommandClass, KindTable } from "./kindRow.ts";
import { listAssets } from "./listAssets.ts";
import { readBuiltOn } from "./readBuiltOn.ts";

/** What uses data sources and data sets. */
export interface DataUses {
  /** By the ARN of what is used, sorted by kind and id. */
  readonly uses: ReadonlyMap<string, readonly Asset[]>;
  /** Assets that cannot be looked at, so that nobody knows what they use; why, for a person. */
  readonly unreadable: readonly { readonly asset: Asset; readonly reason: string }[];
}

/** The kinds that are built on data sources and data sets. */
const builtOnData = Object.entries(assetKinds as KindTable).flatMap(([kind, { content }]) =>
  content === undefined ? [] : [{ kind, command: content }],
);

/**
 * What in the account uses any of these data sources and data sets, whoever made it. Every dashboard, analysis, data set and topic
 * of the Region is looked at, as no search of QuickSight answers this: a list and a call for each.
 *
 * @param client one of the Region where they are
 * @param arns   of the data sources and data sets
 * @param leftOut ids of data sets that are not asked about
 */
export async function findUses(
  client: sdk.QuickSightClient,
  accountId: string,
  arns: readonly string[],
  leftOut: ReadonlySet<string>,
): Promise<DataUses> {
  const wanted = new Set(arns);
  const uses = new Map<string, Asset[]>();
  const unreadable: { asset: Asset; reason: string }[] = [];
  for (const { kind, command } of builtOnData) {
    const listed = await listAssets(client, accountId, kind);
    const others = listed.filter((asset) => kind !== "data-set" || !leftOut.has(asset.id));
    await mapParallel(others, async (asset) => {
      try {
        for (const arn of (await readBuiltOn(client, accountId, asset)) ?? []) {
          if (wanted.has(arn)) uses.set(arn, [...(uses.get(arn) ?? []), asset]);
        }
      } catch (error) {
        unreadable.push({ asset, reason: reasonOf(error, command) });
      }
    });
  }
  for (const found of uses.values()) found.sort(byId);
  return { uses, unreadable: unreadable.sort((a, b) => byId(a.asset, b.asset)) };
}

/** An approval names the reason: not who was denied, as a pipeline is called otherwise in every run. */
function reasonOf(error: unknown, command: CommandClass): string {
  if (error instanceof sdk.AccessDeniedException) {
    return `AccessDeniedException; allow quicksight:${actionOf(command)}`;
  }
  return error instanceof sdk.ResourceNotFoundException
    ? "ResourceNotFoundException, although it is listed; run it again"
    : describeError(error);
}

function byId(a: Asset, b: Asset): number {
  return `${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1;
}
