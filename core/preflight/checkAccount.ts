import {
  AccessDeniedException,
  DescribeAccountSubscriptionCommand,
  ResourceNotFoundException,
  UnsupportedUserEditionException,
} from "@aws-sdk/client-quicksight";
import { createQuickSight, type QuickSightOptions } from "../aws/createQuickSight.ts";
import { describeError } from "../aws/describeError.ts";
import type { Problem } from "../settings/problem.ts";
import {
  checkRegion,
  checkSubscription,
  notSubscribed,
  wrongEdition,
} from "./checkSubscription.ts";

/** The identity Region, once QuickSight has answered there for an account that can be governed. */
export interface AccountCheck {
  readonly identityRegion: string;
  readonly problems: readonly Problem[];
}

/**
 * Finds the identity Region and checks that the account can be governed at all: it is subscribed, in the Enterprise edition, and
 * people sign in by IAM federation. One call of `DescribeAccountSubscription`, and a second one where the first went to another
 * Region than the identity Region.
 *
 * No API returns the identity Region. An identity call made elsewhere is refused with a message that names it, and that is
 * what everybody reads (cloud-custodian#10168, data.all#851). Where a policy denies such calls in other Regions the message
 * never comes: then the setting must name it.
 *
 * @param options its Region is where the assets are, and where the first call goes
 * @param configured the setting, if there is one; it saves the detour and is checked
 * @throws what says nothing about the account: missing credentials, no network
 */
export async function checkAccount(
  accountId: string,
  options: QuickSightOptions,
  configured?: string,
): Promise<AccountCheck> {
  let region = configured ?? options.region;
  const unusable = [...new Set([options.region, region])].flatMap(checkRegion);
  if (unusable.length > 0) return { identityRegion: region, problems: unusable };
  for (let attempt = 0; attempt < 2; attempt++) {
    const client = createQuickSight({ ...options, region });
    try {
      const { AccountInfo } = await client.send(
        new DescribeAccountSubscriptionCommand({ AwsAccountId: accountId }),
      );
      return { identityRegion: region, problems: checkSubscription(accountId, AccountInfo) };
    } catch (error) {
      const named = readIdentityRegion(error);
      if (named !== undefined && named !== region && configured === undefined) {
        region = named;
        continue;
      }
      const problem = explain(error, accountId, region, named);
      if (problem === undefined) throw error;
      return { identityRegion: region, problems: [problem] };
    } finally {
      client.destroy();
    }
  }
  const message = `QuickSight names ${region} as the identity Region and does not answer there; set account.identityRegion`;
  return { identityRegion: region, problems: [{ where: "identity Region", message }] };
}

/** The Region that QuickSight names when an identity call came to another one; undefined for any other error. */
function readIdentityRegion(error: unknown): string | undefined {
  if (!(error instanceof AccessDeniedException)) return undefined;
  return /identity region is ([a-z]{2}(?:-[a-z]+)+-\d)/.exec(error.message)?.[1];
}

function explain(
  error: unknown,
  accountId: string,
  region: string,
  named: string | undefined,
): Problem | undefined {
  if (named !== undefined) {
    return {
      where: "account.identityRegion",
      message: `the identity Region of account ${accountId} is ${named} (got ${region}); set it to ${named}, or leave it out`,
    };
  }
  if (error instanceof ResourceNotFoundException) return notSubscribed(accountId);
  if (error instanceof UnsupportedUserEditionException) return wrongEdition(accountId, "STANDARD");
  if (!(error instanceof AccessDeniedException)) return undefined;
  return {
    where: `account ${accountId}`,
    message: `QuickSight does not answer in ${region} (${describeError(error)}); allow quicksight:DescribeAccountSubscription, or set account.identityRegion where calls to other Regions are denied`,
  };
}
