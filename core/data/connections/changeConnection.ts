import { isDeepStrictEqual } from "node:util";
import { ConflictException, type QuickSightClient, UpdateDataSourceCommand } from "@aws-sdk/client-quicksight";
import { follow } from "../../aws/follow.ts";
import { dataSources } from "../dataSources.ts";
import { changeGrants } from "./changeGrants.ts";
import { type Connection, detailsOf } from "./connection.ts";

/** How often a change is tried that meets another one. */
const tries = 3;

/**
 * Gives a data source what changed: first who may use it, as whoever loses it must not keep it because a database does not answer; then
 * where it is and how it is signed in to, whole, as QuickSight takes no part of that.
 *
 * @param before what is there, as far as it is known
 * @param isWrong true: it is to be given all of it again, whatever changed
 */
export async function changeConnection(
  client: QuickSightClient,
  before: Connection,
  desired: Connection,
  signal: AbortSignal,
  isWrong = false,
): Promise<void> {
  await changeGrants(client, desired, before.permissions, desired.permissions);
  if (!isWrong && isDeepStrictEqual(detailsOf(before), detailsOf(desired))) return;
  const { awsAccountId, dataSourceId, name: displayName } = desired;
  const update = new UpdateDataSourceCommand({
    ...{ AwsAccountId: awsAccountId, DataSourceId: dataSourceId, ...detailsOf(desired) },
  });
  for (let left = tries; ; left -= 1) {
    try {
      await client.send(update);
      return;
    } catch (error) {
      if (!(error instanceof ConflictException) || left === 1) throw error;
      // QuickSight is still at what a run before this, or somebody, gave it.
      const followed = { accountId: awsAccountId, subject: dataSourceId, displayName, wanted: "" };
      await follow(dataSources, client, followed, { signal, onLook: () => undefined });
    }
  }
}
