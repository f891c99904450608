import type { DataSourceCredentials, DataSourceErrorInfo } from "@aws-sdk/client-quicksight";
import type { DataKey, DataSource, RegionAssets } from "../../store/assets.ts";
import { dataSourceKind } from "../assets/assetKind.ts";
import { findByArn } from "../assets/assetRecord.ts";
import { makeDataKey, useDataKey } from "../encryption/dataKeys.ts";
import { ApiError } from "../apiError.ts";
import type { Call, Checked } from "../handler.ts";
import { checkSecret } from "./checkSecret.ts";

/** What remains of credentials once they are read. */
export interface ReadCredentials {
  readonly secretArn: string | undefined;
  readonly alternateParameters: DataSource["alternateParameters"];
  /** What user name and password are encrypted with. */
  readonly credentialsKey: DataKey | undefined;
  /** Why the connection will fail. */
  readonly problem: DataSourceErrorInfo | undefined;
}

/**
 * Takes in credentials without keeping a user name or password: those are encrypted under the default key (user guide, "Data
 * encryption"), a secret is not, unless `keyForSecrets` says so.
 *
 * @param arn that of the data source
 * @param authentication see `authenticationOf`
 * @param former what its credentials were encrypted with
 * @throws ApiError CustomerManagedKeyUnavailableException, of the model, where the default key can't be used; that it is then is ours
 */
export async function readCredentials(
  call: Call<unknown>,
  assets: RegionAssets,
  credentials: Checked<DataSourceCredentials> | undefined,
  arn: string,
  authentication: string,
  former?: DataKey,
): Promise<ReadCredentials> {
  const alternateParameters = credentials?.CredentialPair?.AlternateDataSourceParameters;
  const none = { secretArn: undefined, alternateParameters, credentialsKey: undefined };
  if (credentials === undefined) return { ...none, problem: undefined };
  if (credentials.SecretArn !== undefined) {
    const secretArn = credentials.SecretArn;
    const ofSecret = {
      ...none,
      secretArn,
      problem: await checkSecret(call, secretArn, authentication),
    };
    if (!call.settings.keyForSecrets) return ofSecret;
    const { key: credentialsKey, problem: unusable } = await makeDataKey(call, assets, arn, former);
    requireKey(unusable);
    return { ...ofSecret, credentialsKey };
  }
  const copied = credentials.CopySourceArn;
  if (copied !== undefined) {
    const source = findByArn(call, assets.dataSources, dataSourceKind, copied);
    if (source === undefined) {
      const Message = `Data source ${copied} not found.`;
      return { ...none, problem: { Type: "COPY_SOURCE_NOT_FOUND", Message } };
    }
    const { secretArn, credentialsKey } = source;
    if (secretArn !== undefined) return { ...none, secretArn, problem: undefined };
    requireKey(await useDataKey(call, copied, credentialsKey));
  }
  const { key, problem } = await makeDataKey(call, assets, arn, former);
  requireKey(problem);
  return { ...none, credentialsKey: key, problem: undefined };
}

function requireKey(problem: string | undefined): void {
  if (problem !== undefined) throw new ApiError("CustomerManagedKeyUnavailableException", problem);
}
