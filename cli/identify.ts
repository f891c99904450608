import {
  type AwsAccess,
  type CallerIdentity,
  findCaller,
  partitionOf,
} from "@quicksight-governance/core/aws";

/** Whose account it is, and who calls where that is known. */
export interface Identity extends Omit<CallerIdentity, "arn"> {
  /** Absent when the account was given and STS was not asked. */
  readonly arn?: string;
}

/**
 * Asks STS for account and caller; with a given account nobody is asked.
 *
 * @param account the AWS account, from the command line
 */
export async function identify(
  account: string | undefined,
  { region, profile }: AwsAccess,
): Promise<Identity> {
  if (account === undefined) return findCaller(region, profile);
  return { accountId: account, partition: partitionOf(region) };
}
