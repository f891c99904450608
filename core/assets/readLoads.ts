import {
  type Ingestion,
  ListIngestionsCommand,
  type QuickSightClient,
} from "@aws-sdk/client-quicksight";

const pageSize = 100;

/**
 * The newest loads of a data set. AWS lists the newest first, which users rely on and nothing documents; where a page says otherwise,
 * all are read.
 */
export async function readLoads(
  client: QuickSightClient,
  accountId: string,
  dataSetId: string,
): Promise<readonly Ingestion[]> {
  const found: Ingestion[] = [];
  let token: string | undefined;
  do {
    const { Ingestions = [], NextToken } = await client.send(
      new ListIngestionsCommand({
        AwsAccountId: accountId,
        DataSetId: dataSetId,
        MaxResults: pageSize,
        ...(token === undefined ? {} : { NextToken: token }),
      }),
    );
    found.push(...Ingestions);
    token = isNewestFirst(Ingestions) ? undefined : NextToken;
  } while (token !== undefined);
  return found;
}

function isNewestFirst(page: readonly Ingestion[]): boolean {
  const times = page.map(({ CreatedTime }) => CreatedTime?.getTime() ?? 0);
  return times.every((time, index) => index === 0 || time <= (times[index - 1] ?? 0));
}
