import {
  DeleteDataSetRefreshPropertiesCommand,
  DescribeDataSetRefreshPropertiesCommand,
  PutDataSetRefreshPropertiesCommand,
  QuickSightClient,
  type DataSetRefreshProperties,
} from "@aws-sdk/client-quicksight";
import { fromApi, toApi, type Written } from "../apiNames.ts";
import type { Context } from "../context.ts";
import { saysNotFound } from "../failures.ts";
import { same } from "../values.ts";

/** How far back an incremental refresh of a data set looks. */
export type RefreshProperties = Written<Pick<DataSetRefreshProperties, "RefreshConfiguration">>;

/** Which data set. */
export type DataSetKey = { AwsAccountId: string; DataSetId: string };

/** The refresh properties of a data set in SPICE, if it has any. */
export async function readRefreshProperties(
  context: Context,
  key: DataSetKey,
): Promise<RefreshProperties | undefined> {
  try {
    const { DataSetRefreshProperties: found } = await context
      .client(QuickSightClient)
      .send(new DescribeDataSetRefreshPropertiesCommand(key));
    return found && fromApi({ RefreshConfiguration: found.RefreshConfiguration });
  } catch (error) {
    if (saysNotFound(error, ["ResourceNotFoundException"])) return undefined;
    throw error;
  }
}

/** Makes the refresh properties what is wanted; AWS refuses to be told the same twice. */
export async function changeRefreshProperties(
  context: Context,
  key: DataSetKey,
  wanted: RefreshProperties | undefined,
): Promise<void> {
  const live = await readRefreshProperties(context, key);
  if (same(live, wanted, {})) return;
  const client = context.client(QuickSightClient);
  if (wanted === undefined) {
    await client.send(new DeleteDataSetRefreshPropertiesCommand(key));
  } else {
    const properties = toApi<DataSetRefreshProperties>(wanted);
    await client.send(
      new PutDataSetRefreshPropertiesCommand({ ...key, DataSetRefreshProperties: properties }),
    );
  }
}
