import {
  DescribeDataSourceCommand,
  type QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { describeError } from "../aws/describeError.ts";
import { explainDataSourceError } from "./explainDataSourceError.ts";
import type { Problem } from "../settings/problem.ts";

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
