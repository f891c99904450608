import {
  DescribeDataSourceCommand,
  type DataSourceErrorInfo,
  type QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { ownValue } from "../aws/ownValue.ts";
import { describeError } from "../aws/describeError.ts";
import type { Problem } from "../settings/problem.ts";

/** What to do about each kind of error that QuickSight reports for a data source (API model: `DataSourceErrorInfoType`). */
const remedies: Readonly<Record<string, string>> = {
  ACCESS_DENIED:
    "QuickSight may not read the secret or the file: list the secret under account.secrets and deploy the account stack, or let the role read the file",
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

/**
 * Looks at data sources that exist, and explains those that failed. Creation is asynchronous: what went wrong is not in the
 * answer to the call but in the data source.
 *
 * @param dataSources the setting that declares it, and its id; one that does not exist yet is fine
 */
export async function checkDataSources(
  client: QuickSightClient,
  accountId: string,
  dataSources: readonly { readonly where: string; readonly id: string }[],
): Promise<Problem[]> {
  const problems = await Promise.all(
    dataSources.map(async ({ where, id }): Promise<Problem[]> => {
      try {
        const { DataSource: found } = await client.send(
          new DescribeDataSourceCommand({ AwsAccountId: accountId, DataSourceId: id }),
        );
        if (!found?.Status?.endsWith("_FAILED")) return [];
        return [{ where, message: explainDataSourceError(found.ErrorInfo ?? {}) }];
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return [];
        return [
          { where, message: `it cannot be looked at (${describeError(error)})`, denied: true },
        ];
      }
    }),
  );
  return problems.flat();
}
