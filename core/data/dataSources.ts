import {
  DescribeDataSourceCommand,
  type DataSource,
  type QuickSightClient,
  UpdateDataSourceCommand,
} from "@aws-sdk/client-quicksight";
import type { Followed, FollowedKind } from "../aws/standing.ts";
import { judgeDataSource, secretIn } from "./judgeDataSource.ts";

/** How long QuickSight may try to reach a data source, in milliseconds: what the released provider waits, too. */
const patience = 5 * 60_000;

/**
 * Data sources: CreateDataSource and UpdateDataSource answer at once, and a hand may replace the secret later, which the provider
 * never reads back.
 */
export const dataSources: FollowedKind = {
  task: (displayName) => `connecting data source ${displayName}`,
  limit: patience,
  tooLong: "QuickSight is still trying to reach it; run it again to follow it",
  atOnce: true,
  look: async (client, followed) => judgeDataSource(await describe(client, followed), followed),
  /** UpdateDataSource wants everything again (hashicorp/terraform-provider-aws#32981, #34103): what is there, and the declared secret. */
  again: async (client, followed) => {
    const { Name, DataSourceParameters, SslProperties, VpcConnectionProperties } = await describe(
      client,
      followed,
    );
    const SecretArn = secretIn(followed.wanted);
    await client.send(
      new UpdateDataSourceCommand({
        ...idOf(followed),
        Name,
        ...{ DataSourceParameters, SslProperties, VpcConnectionProperties },
        ...(SecretArn === undefined ? {} : { Credentials: { SecretArn } }),
      }),
    );
    return {
      said: SecretArn === undefined ? "once more" : `once more, with the secret ${SecretArn}`,
    };
  },
};

async function describe(client: QuickSightClient, followed: Followed): Promise<DataSource> {
  const { DataSource: found = {} } = await client.send(
    new DescribeDataSourceCommand(idOf(followed)),
  );
  return found;
}

function idOf({ accountId, subject }: Followed) {
  return { AwsAccountId: accountId, DataSourceId: subject };
}
