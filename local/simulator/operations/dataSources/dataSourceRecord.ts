import type {
  DataSource as ApiDataSource,
  DataSourceErrorInfo,
  DataSourceSummary,
  DataSourceType,
} from "@aws-sdk/client-quicksight";
import type { DataSource } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import type { Call } from "../handler.ts";

/** A data source as the API shows it: never credentials, only which secret has them. */
export function describeDataSourceRecord(source: DataSource): ApiDataSource {
  const failed = source.status?.endsWith("_FAILED") === true;
  const done = source.status?.endsWith("_SUCCESSFUL") === true;
  return {
    ...summarizeDataSource(source),
    Status: source.status,
    DataSourceParameters: source.parameters,
    AlternateDataSourceParameters: source.alternateParameters?.slice(),
    VpcConnectionProperties: source.vpcConnectionProperties,
    SslProperties: source.sslProperties,
    ErrorInfo: failed ? source.errorInfo : undefined,
    SecretArn: source.secretArn,
    // Which of these AWS shows for a source that has no secret is not known.
    ...(source.secretArn !== undefined && {
      CredentialStatus: done ? "CONNECTED" : failed ? "AUTH_FAILED" : "NOT_VERIFIED",
      LastCredentialVerifiedAt: done || failed ? new Date(source.updatedAt) : undefined,
    }),
  };
}

/** A data source as lists of found ones show it. */
export function summarizeDataSource(source: DataSource): DataSourceSummary {
  return {
    Arn: source.arn,
    DataSourceId: source.id,
    Name: source.name,
    // That the API says so, though its model has no such type, is reported of recordings.
    Type: source.type as DataSourceType,
    CreatedTime: new Date(source.createdAt),
    LastUpdatedTime: new Date(source.updatedAt),
  };
}

/** Lets a data source get its final status in a while. */
export function settleDataSource(
  { now, settings }: Call<unknown>,
  store: Store,
  source: DataSource,
  errorInfo: DataSourceErrorInfo | undefined,
): void {
  const begun = source.status === "UPDATE_IN_PROGRESS" ? "UPDATE" : "CREATION";
  const at = now + settings.assetDelayMs;
  store.timeline.schedule(at, () => {
    source.status = errorInfo === undefined ? `${begun}_SUCCESSFUL` : `${begun}_FAILED`;
    source.errorInfo = errorInfo;
    source.updatedAt = at;
  });
}
