import * as sdk from "@aws-sdk/client-quicksight";
import type { Asset } from "../../assets/asset.ts";
import { assetKinds } from "../../assets/assetKinds.ts";
import { isGone } from "../../assets/isGone.ts";
import type { CommandClass } from "../../assets/kindRow.ts";
import { listAssets } from "../../assets/listAssets.ts";
import { sendCommand } from "../../assets/sendCommand.ts";
import { describeError } from "../../aws/describeError.ts";
import { mapParallel } from "../../aws/mapParallel.ts";
import type { ActualData } from "./declaredAsset.ts";

/** The kinds that are built on data sources and data sets, and the call that says on which. */
const builtOnData: Readonly<Record<string, { readonly id: string; readonly command: CommandClass }>> =
  {
    dashboard: { id: "DashboardId", command: sdk.DescribeDashboardCommand },
    analysis: { id: "AnalysisId", command: sdk.DescribeAnalysisCommand },
    "data-set": { id: "DataSetId", command: sdk.DescribeDataSetCommand },
    topic: { id: "TopicId", command: sdk.DescribeTopicCommand },
  };

/**
 * What in the account uses any of these data sources and data sets, whoever made it. Every dashboard, analysis, data set and topic
 * of the Region is looked at, as no search of QuickSight answers this: a list and a call for each.
 *
 * An asset uses what its description names anywhere: tables of either data preparation, rules of rows, joins.
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
): Promise<Pick<ActualData, "uses" | "unreadable">> {
  const wanted = new Set(arns);
  const uses = new Map<string, Asset[]>();
  const unreadable: { asset: Asset; reason: string }[] = [];
  for (const [kind, { id, command }] of Object.entries(builtOnData)) {
    const listed = await listAssets(client, accountId, kind);
    const others = listed.filter((asset) => kind !== "data-set" || !leftOut.has(asset.id));
    await mapParallel(others, async (asset) => {
      const input = { AwsAccountId: accountId, [id]: asset.id };
      try {
        const named = new Set<string>();
        collectNamed(await sendCommand(client, command, input), wanted, named);
        for (const arn of named) {
          // Every description names the asset itself.
          if (arn.endsWith(`:dataset/${asset.id}`)) continue;
          uses.set(arn, [...(uses.get(arn) ?? []), asset]);
        }
      } catch (error) {
        if (await isGone(client, accountId, asset, error, assetKinds)) return;
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
    return `AccessDeniedException; allow quicksight:${command.name.replace(/Command$/, "")}`;
  }
  return error instanceof sdk.ResourceNotFoundException
    ? "ResourceNotFoundException, although it is listed; run it again"
    : describeError(error);
}

function collectNamed(value: unknown, wanted: ReadonlySet<string>, named: Set<string>): void {
  if (typeof value === "string") {
    if (wanted.has(value)) named.add(value);
  } else if (typeof value === "object" && value !== null) {
    for (const member of Object.values(value)) collectNamed(member, wanted, named);
  }
}

function byId(a: Asset, b: Asset): number {
  return `${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1;
}
