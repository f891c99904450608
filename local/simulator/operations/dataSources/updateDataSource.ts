import type {
  UpdateDataSourceCommandInput,
  UpdateDataSourceCommandOutput,
} from "@aws-sdk/client-quicksight";
import { ApiError } from "../apiError.ts";
import { dataSourceKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { settleGrants } from "../encryption/dataKeys.ts";
import type { Checked, Handler } from "../handler.ts";
import { authenticationOf, checkParameters } from "./checkParameters.ts";
import { checkServiceRole, typesByRole } from "./checkServiceRole.ts";
import { settleDataSource } from "./dataSourceRecord.ts";
import { incorrectlySet } from "./incorrectlySet.ts";
import { readCredentials } from "./readCredentials.ts";
import { requireVpcConnection } from "./requireVpcConnection.ts";

/** Replaces everything but the type, the permissions and a VPC connection that is not mentioned; parameters and credentials must be sent again. */
export const updateDataSource: Handler<
  UpdateDataSourceCommandInput,
  UpdateDataSourceCommandOutput
> = async (call, store) => {
  const { input } = call;
  const assets = assetsOf(store, call);
  const source = requireAsset(assets.dataSources, dataSourceKind, input.DataSourceId);
  refuseUnfinished(input, source.type, source.status);
  checkParameters(source.type, input.DataSourceParameters, input.Credentials);
  requireVpcConnection(call, assets, input.VpcConnectionProperties);
  const { arn, credentialsKey: former } = source;
  const { problem, ...credentials } = await readCredentials(
    call,
    assets,
    input.Credentials,
    arn,
    authenticationOf(input.DataSourceParameters),
    former,
  );
  const roleProblem = await checkServiceRole(call, store, source.type, input.DataSourceParameters);
  Object.assign(source, credentials, {
    name: input.Name,
    status: "UPDATE_IN_PROGRESS",
    parameters: input.DataSourceParameters,
    // Plans of the released provider, which sends none that was dropped, show that it stays there.
    vpcConnectionProperties: input.VpcConnectionProperties ?? source.vpcConnectionProperties,
    sslProperties: input.SslProperties,
    updatedAt: call.now,
  });
  settleDataSource(call, store, source, problem ?? roleProblem);
  if (former !== undefined) {
    await settleGrants(call, arn, source.credentialsKey, [former.keyArn]);
  }
  return { Arn: source.arn, DataSourceId: source.id, UpdateStatus: source.status };
};

function refuseUnfinished(
  input: Checked<UpdateDataSourceCommandInput>,
  type: string,
  status: string | undefined,
): void {
  if (status?.endsWith("_IN_PROGRESS") === true) {
    // ConflictException is in the operation's list of errors; that this is its cause is likely, not confirmed.
    throw new ApiError("ConflictException", `DataSource ${input.DataSourceId} is ${status}.`);
  }
  // The model has no parameters for Timestream.
  if (input.DataSourceParameters === undefined && type !== "TIMESTREAM") {
    // AWS's words (hashicorp/terraform-provider-aws#32981).
    throw incorrectlySet("DataSourceParameters");
  }
  const isByRole =
    typesByRole.has(type) ||
    // "This parameter can be used instead of DataSourceCredentials."
    input.DataSourceParameters?.RedshiftParameters?.IAMParameters !== undefined;
  if (input.Credentials === undefined && !isByRole) {
    // AWS's words for Redshift (hashicorp/terraform-provider-aws#34103); for the others it is assumed.
    throw incorrectlySet("DataSourceCredentials");
  }
}
