import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import type { Asset } from "./asset.ts";
import type { KindRow, PagedCall } from "./kindRow.ts";
import { limitsOf } from "./limitsOf.ts";
import type { Answer } from "./sendCommand.ts";
import { type PageInput, sendPages } from "./sendPages.ts";

/**
 * The assets in all pages that a list or a search answers, without deleted ones and such that have no id.
 *
 * @param since leaves out what says that it was neither made nor changed since then, in milliseconds since 1970; default: nothing
 */
export async function readItems(
  client: QuickSightClient,
  kind: string,
  row: KindRow,
  { command, items }: PagedCall,
  input: PageInput,
  since = 0,
): Promise<Asset[]> {
  const { item: [idMember, nameMember] = [row.id, "Name"] } = row;
  const assets: Asset[] = [];
  for await (const page of sendPages(client, command, {
    ...input,
    MaxResults: limitsOf(row).page,
  })) {
    for (const item of (page[items] ?? []) as readonly Answer[]) {
      const { [idMember]: id, [nameMember]: name, Status, FolderType } = item;
      if (typeof id !== "string" || (row.deleted !== undefined && Status === row.deleted)) continue;
      if (changedAt(item) < since) continue;
      assets.push({
        ...{ kind, id, name: typeof name === "string" ? name : "" },
        ...(FolderType === "RESTRICTED" ? { restricted: true } : {}),
      });
    }
  }
  return assets;
}

/** The latest time of an item, whatever its kind calls it; of one that shows none (topics) nothing is known. */
function changedAt(item: Answer): number {
  const times = Object.values(item).filter((value) => value instanceof Date);
  return times.length === 0 ? Infinity : Math.max(...times.map((time) => time.getTime()));
}
