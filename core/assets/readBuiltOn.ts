import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import type { Asset } from "./asset.ts";
import { assetKinds } from "./assetKinds.ts";
import { isGone } from "./isGone.ts";
import type { KindTable } from "./kindRow.ts";
import { rowOf } from "./rowOf.ts";
import { type Answer, sendCommand } from "./sendCommand.ts";

/** The ARN of a data set or a data source. */
const dataArn = /^arn:[^:]+:quicksight:[^:]+:\d+:(?:dataset|datasource)\/[^/]+$/;

/**
 * The ARNs of the data sets and data sources that an asset is built on; undefined when it is gone. It is built on what its description
 * names anywhere: tables of either data preparation, rules of rows, joins.
 *
 * @param client a client of the Region where the asset is
 * @param table rows by kind; default: all that there are
 * @throws as the call does
 */
export async function readBuiltOn(
  client: QuickSightClient,
  accountId: string,
  asset: Pick<Asset, "kind" | "id">,
  table: KindTable = assetKinds,
): Promise<ReadonlySet<string> | undefined> {
  return (await readDescription(client, accountId, asset, table))?.builtOn;
}

/** An asset as QuickSight describes it. */
export interface Description {
  /** See {@link readBuiltOn}. */
  readonly builtOn: ReadonlySet<string>;
  /** What the call answered; of a kind that has no such call nothing. */
  readonly answer: Answer;
}

/**
 * Reads what an asset is made of; undefined when it is gone.
 *
 * @throws as the call does
 */
export async function readDescription(
  client: QuickSightClient,
  accountId: string,
  { kind, id }: Pick<Asset, "kind" | "id">,
  table: KindTable = assetKinds,
): Promise<Description | undefined> {
  const row = rowOf(table, kind);
  if (row.content === undefined) return { builtOn: new Set(), answer: {} };
  try {
    const input = { AwsAccountId: accountId, [row.id]: id };
    const answer = await sendCommand(client, row.content, input);
    const found = new Set<string>();
    collect(answer, found);
    // Every description names the asset itself.
    const own = `:${row.resource ?? kind}/${id}`;
    return { builtOn: new Set([...found].filter((arn) => !arn.endsWith(own))), answer };
  } catch (error) {
    if (await isGone(client, accountId, { kind, id }, error, table)) return undefined;
    throw error;
  }
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value === "string") {
    if (dataArn.test(value)) found.add(value);
  } else if (typeof value === "object" && value !== null) {
    for (const member of Object.values(value)) collect(member, found);
  }
}
