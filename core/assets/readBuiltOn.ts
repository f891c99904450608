import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import type { Asset } from "./asset.ts";
import { assetKinds } from "./assetKinds.ts";
import { isGone } from "./isGone.ts";
import type { KindTable } from "./kindRow.ts";
import { rowOf } from "./rowOf.ts";
import { sendCommand } from "./sendCommand.ts";

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
  { kind, id }: Pick<Asset, "kind" | "id">,
  table: KindTable = assetKinds,
): Promise<ReadonlySet<string> | undefined> {
  const row = rowOf(table, kind);
  const found = new Set<string>();
  if (row.content === undefined) return found;
  try {
    collect(
      await sendCommand(client, row.content, { AwsAccountId: accountId, [row.id]: id }),
      found,
    );
  } catch (error) {
    if (await isGone(client, accountId, { kind, id }, error, table)) return undefined;
    throw error;
  }
  // Every description names the asset itself.
  const own = `:${row.resource ?? kind}/${id}`;
  return new Set([...found].filter((arn) => !arn.endsWith(own)));
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value === "string") {
    if (dataArn.test(value)) found.add(value);
  } else if (typeof value === "object" && value !== null) {
    for (const member of Object.values(value)) collect(member, found);
  }
}
