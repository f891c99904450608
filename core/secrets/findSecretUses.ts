import { paginateListDataSources, type QuickSightClient } from "@aws-sdk/client-quicksight";

/** The data sources of an account and Region that sign in with one of these secrets: their ids, sorted, by the ARN of the secret. */
export async function findSecretUses(
  client: QuickSightClient,
  AwsAccountId: string,
  arns: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  for await (const { DataSources = [] } of paginateListDataSources({ client }, { AwsAccountId })) {
    for (const { DataSourceId: id = "", SecretArn: arn = "" } of DataSources) {
      if (arns.has(arn)) found.set(arn, [...(found.get(arn) ?? []), id].sort());
    }
  }
  return found;
}
