import type {
  DeleteDataSourceCommandInput,
  DeleteDataSourceCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSourceKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { settleGrants } from "../encryption/dataKeys.ts";
import { removeMember } from "../folders/folderMembers.ts";
import type { Handler } from "../handler.ts";
import { dropTags } from "../tags/tagStore.ts";

/** Deletes a data source; the data sets on it stay, and can no longer be loaded. */
export const deleteDataSource: Handler<
  DeleteDataSourceCommandInput,
  DeleteDataSourceCommandOutput
> = async (call, store) => {
  const assets = assetsOf(store, call);
  const source = requireAsset(assets.dataSources, dataSourceKind, call.input.DataSourceId);
  assets.dataSources.delete(source.id);
  removeMember(assets, { type: "DATASOURCE", id: source.id });
  dropTags(store, source.arn);
  const { arn, credentialsKey } = source;
  if (credentialsKey !== undefined) {
    await settleGrants(call, arn, undefined, [credentialsKey.keyArn]);
  }
  return { Arn: source.arn, DataSourceId: source.id };
};
