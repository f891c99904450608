import type {
  CreateDataSourceCommandInput,
  CreateDataSourceCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { DataSource } from "../../store/assets.ts";
import { dataSourceKind } from "../assets/assetKind.ts";
import { assetArn, createAssetRecord, refuseExisting } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { addMember, requireFolders } from "../folders/folderMembers.ts";
import type { Handler } from "../handler.ts";
import { authenticationOf, checkParameters } from "./checkParameters.ts";
import { checkServiceRole } from "./checkServiceRole.ts";
import { settleDataSource } from "./dataSourceRecord.ts";
import { readCredentials } from "./readCredentials.ts";
import { requireVpcConnection } from "./requireVpcConnection.ts";

/** Begins to create a data source, which is CREATION_IN_PROGRESS until its credentials are verified. */
export const createDataSource: Handler<
  CreateDataSourceCommandInput,
  CreateDataSourceCommandOutput
> = async (call, store) => {
  const { input } = call;
  const assets = assetsOf(store, call);
  refuseExisting(assets.dataSources, dataSourceKind, input.DataSourceId);
  checkParameters(input.Type, input.DataSourceParameters, input.Credentials);
  requireVpcConnection(call, assets, input.VpcConnectionProperties);
  const folders = requireFolders(call, assets, input.FolderArns);
  const arn = assetArn(call, dataSourceKind, input.DataSourceId);
  const { problem, ...credentials } = await readCredentials(
    call,
    assets,
    input.Credentials,
    arn,
    authenticationOf(input.DataSourceParameters),
  );
  const roleProblem = await checkServiceRole(call, store, input.Type, input.DataSourceParameters);
  // Another call may have come in while the emulator was asked.
  refuseExisting(assets.dataSources, dataSourceKind, input.DataSourceId);
  const source: DataSource = {
    ...createAssetRecord(call, store, dataSourceKind, { ...input, id: input.DataSourceId }),
    ...credentials,
    type: input.Type,
    status: "CREATION_IN_PROGRESS",
    errorInfo: undefined,
    parameters: input.DataSourceParameters,
    vpcConnectionProperties: input.VpcConnectionProperties,
    sslProperties: input.SslProperties,
  };
  addMember(folders, { type: "DATASOURCE", id: source.id });
  assets.dataSources.set(source.id, source);
  settleDataSource(call, store, source, problem ?? roleProblem);
  return { Arn: source.arn, DataSourceId: source.id, CreationStatus: source.status };
};
