import type { DataSourceCredentials, DataSourceErrorInfo } from "@aws-sdk/client-quicksight";
import type { DataSource, RegionAssets } from "../../store/assets.ts";
import { dataSourceKind } from "../assets/assetKind.ts";
import { findByArn } from "../assets/assetRecord.ts";
import type { Call, Checked } from "../handler.ts";
import { checkSecret } from "./checkSecret.ts";

/** What remains of credentials once they are read. */
export interface ReadCredentials {
  readonly secretArn: string | undefined;
  readonly alternateParameters: DataSource["alternateParameters"];
  /** Why the connection will fail. */
  readonly problem: DataSourceErrorInfo | undefined;
}

/** Takes in credentials without keeping a user name or password. */
export async function readCredentials(
  call: Call<unknown>,
  { dataSources }: RegionAssets,
  credentials: Checked<DataSourceCredentials> | undefined,
): Promise<ReadCredentials> {
  const alternateParameters = credentials?.CredentialPair?.AlternateDataSourceParameters;
  if (credentials?.SecretArn !== undefined) {
    const secretArn = credentials.SecretArn;
    return { secretArn, alternateParameters, problem: await checkSecret(call, secretArn) };
  }
  const copied = credentials?.CopySourceArn;
  if (copied === undefined) {
    return { secretArn: undefined, alternateParameters, problem: undefined };
  }
  const source = findByArn(call, dataSources, dataSourceKind, copied);
  return {
    secretArn: source?.secretArn,
    alternateParameters,
    problem:
      source === undefined
        ? { Type: "COPY_SOURCE_NOT_FOUND", Message: `Data source ${copied} not found.` }
        : undefined,
  };
}
