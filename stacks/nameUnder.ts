import {
  DescribeDataSetCommand,
  DescribeDataSourceCommand,
  type QuickSightClient,
} from "@aws-sdk/client-quicksight";
import type { DataKind } from "./heldData.ts";

/**
 * The name of what QuickSight has under an id.
 *
 * @throws ResourceNotFoundException when there is nothing
 */
export const nameUnder: Readonly<
  Record<DataKind, (client: QuickSightClient, accountId: string, id: string) => Promise<string>>
> = {
  "data-source": async (client, AwsAccountId, DataSourceId) => {
    const command = new DescribeDataSourceCommand({ AwsAccountId, DataSourceId });
    return (await client.send(command)).DataSource?.Name ?? "";
  },
  "data-set": async (client, AwsAccountId, DataSetId) => {
    const command = new DescribeDataSetCommand({ AwsAccountId, DataSetId });
    return (await client.send(command)).DataSet?.Name ?? "";
  },
};
