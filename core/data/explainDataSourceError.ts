import type { DataSourceErrorInfo } from "@aws-sdk/client-quicksight";
import { ownValue } from "../aws/ownValue.ts";

/** What to do about each kind of error that QuickSight reports for a data source (API model: `DataSourceErrorInfoType`). */
const remedies: Readonly<Record<string, string>> = {
  ACCESS_DENIED:
    "QuickSight may not read the secret or the file: list the secret under account.secrets and deploy the account stack, or let the role read the file; where account.conditions is all, try documented",
  COPY_SOURCE_NOT_FOUND: "the data source that it copies its credentials from is gone",
  TIMEOUT:
    "the host does not answer: check host and port, and give a vpcConnection when it is not on the internet",
  ENGINE_VERSION_NOT_SUPPORTED: "QuickSight does not know this version of the database",
  UNKNOWN_HOST: "the name of the host is not known: check it, and the DNS of the VPC connection",
  GENERIC_SQL_FAILURE: "the database refuses: check database, user name and password",
  CONFLICT: "something else changes it at the same time: run again",
};

/** The error of a data source in one sentence that says what to do. */
export function explainDataSourceError({
  Type = "UNKNOWN",
  Message = "",
}: DataSourceErrorInfo): string {
  const remedy = ownValue(remedies, Type) ?? "look at the data source in QuickSight";
  return `QuickSight cannot use it (${Type}${Message === "" ? "" : `: ${Message}`}); ${remedy}`;
}
