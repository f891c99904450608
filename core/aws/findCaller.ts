import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

/** Who calls AWS, and for which account. */
export interface CallerIdentity {
  readonly accountId: string;
  /** `aws`, `aws-us-gov`, `aws-cn`. */
  readonly partition: string;
  readonly arn: string;
}

/**
 * Asks STS who the caller is; needs no permission.
 *
 * @throws what the SDK throws when there are no credentials, or when they are refused
 */
export async function findCaller(region: string, profile?: string): Promise<CallerIdentity> {
  const client = new STSClient({ region, ...(profile === undefined ? {} : { profile }) });
  try {
    const { Account: accountId = "", Arn: arn = "" } = await client.send(
      new GetCallerIdentityCommand({}),
    );
    return { accountId, partition: arn.split(":")[1] ?? "aws", arn };
  } finally {
    client.destroy();
  }
}
