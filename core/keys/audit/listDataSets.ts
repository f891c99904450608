import { paginateListDataSets, type QuickSightClient } from "@aws-sdk/client-quicksight";
import type { ListedDataSet } from "./encryptionRows.ts";

/** All data sets of the client's Region. */
export async function listDataSets(
  client: QuickSightClient,
  AwsAccountId: string,
): Promise<ListedDataSet[]> {
  const listed: ListedDataSet[] = [];
  for await (const { DataSetSummaries = [] } of paginateListDataSets(
    { client, pageSize: 100 },
    { AwsAccountId },
  )) {
    for (const { Arn: arn, DataSetId: id, Name: name = "", ImportMode } of DataSetSummaries) {
      if (arn === undefined || id === undefined) continue;
      listed.push({ arn, id, name, isInSpice: ImportMode !== "DIRECT_QUERY" });
    }
  }
  return listed;
}
