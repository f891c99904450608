import {
  CreateDataSourceCommand,
  type DataSourceType,
  DescribeDataSourceCommand,
  type QuickSightClient,
  ResourceExistsException,
} from "@aws-sdk/client-quicksight";
import { showText } from "../../settings/showText.ts";
import { changeConnection } from "./changeConnection.ts";
import { type Connection, detailsOf, toPermission } from "./connection.ts";

/** As many grants as making it takes at once (API model, `ResourcePermissionList`). */
const mostAtOnce = 64;

/**
 * Makes a data source. One of this id and type that is there is what a run made that was killed before its state was written, and gets what
 * the settings say: whose an id is, others have found out before (`findTakenIds`, `findUnrecorded`).
 *
 * @param signal ends the waiting for what QuickSight does to it already
 * @returns true where it was there; its tags are then to be set
 * @throws an error of AWS, and when it is there with another type, which cannot be changed
 */
export async function createConnection(
  client: QuickSightClient,
  desired: Connection,
  signal: AbortSignal,
): Promise<boolean> {
  const { awsAccountId: AwsAccountId, dataSourceId: DataSourceId, type, tags } = desired;
  const now = desired.permissions.slice(0, mostAtOnce);
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  try {
    await client.send(
      new CreateDataSourceCommand({
        ...{ AwsAccountId, DataSourceId, Type: type as DataSourceType, ...detailsOf(desired) },
        ...(now.length > 0 && { Permissions: now.map(toPermission) }),
        ...(Tags.length > 0 && { Tags }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
    const { DataSource } = await client.send(
      new DescribeDataSourceCommand({ AwsAccountId, DataSourceId }),
    );
    if (DataSource?.Type !== type) {
      throw new Error(
        `there is a data source ${DataSourceId} of type ${DataSource?.Type ?? "unknown"} (${showText(DataSource?.Name ?? "")}) that is not in the state; delete it, or give that type to the one in the settings for one run`,
        { cause: error },
      );
    }
    await changeConnection(client, { ...desired, permissions: [] }, desired, signal, true);
    return true;
  }
  await changeConnection(client, { ...desired, permissions: now }, desired, signal);
  return false;
}
