import { isDeepStrictEqual } from "node:util";
import {
  DescribeDataSetRefreshPropertiesCommand,
  PutDataSetRefreshPropertiesCommand,
  QuickSightClient,
  type DataSetRefreshProperties,
} from "@aws-sdk/client-quicksight";
import { fromApi, toApi, type Written } from "../apiNames.ts";
import type { Context } from "../context.ts";
import { saysNotFound } from "../failures.ts";

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

/** Gives the data set these refresh properties; AWS refuses to be told the same twice. */
export async function changeRefreshProperties(
  context: Context,
  key: DataSetKey,
  wanted: RefreshProperties,
): Promise<void> {
  const live = await readRefreshProperties(context, key);
  if (isDeepStrictEqual(live, wanted)) return;
  await context.client(QuickSightClient).send(
    new PutDataSetRefreshPropertiesCommand({
      ...key,
      DataSetRefreshProperties: toApi<DataSetRefreshProperties>(wanted),
    }),
  );
}
