import {
  AccessDeniedException,
  DescribeAccountSubscriptionCommand,
  type DescribeAccountSubscriptionCommandOutput,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { createQuickSight, type QuickSightOptions } from "../aws/createQuickSight.ts";
import { describeError } from "../aws/describeError.ts";
import type { Problem } from "../settings/problem.ts";

/** The identity Region, once QuickSight has answered there for an account that can be governed. */
export interface Subscription {
  readonly identityRegion: string;
  readonly problems: readonly Problem[];
}

/**
 * Finds the identity Region and checks that the account is subscribed to the Enterprise edition.
 *
 * No API returns the identity Region. An identity call made elsewhere is refused with a message that names it, and that is
 * what everybody reads (cloud-custodian#10168, data.all#851). Where a policy denies such calls in other Regions the message
 * never comes: then the setting must name it.
 *
 * @param configured the setting, if there is one; it saves the detour and is checked
 */
export async function findIdentityRegion(
  accountId: string,
  options: QuickSightOptions,
  configured?: string,
): Promise<Subscription> {
  let region = configured ?? options.region;
  for (let attempt = 0; attempt < 2; attempt++) {
    const client = createQuickSight({ ...options, region });
    try {
      const answer = await client.send(
        new DescribeAccountSubscriptionCommand({ AwsAccountId: accountId }),
      );
      return { identityRegion: region, problems: checkSubscription(accountId, answer) };
    } catch (error) {
      const named = readIdentityRegion(error);
      if (named !== undefined && named !== region && configured === undefined) {
        region = named;
        continue;
      }
      return { identityRegion: region, problems: [explain(error, accountId, region, named)] };
    } finally {
      client.destroy();
    }
  }
  const message = `QuickSight names ${region} as the identity Region and does not answer there; set account.identityRegion`;
  return { identityRegion: region, problems: [{ where: "identity Region", message }] };
}

/** The Region that QuickSight names when an identity call came to another one; undefined for any other error. */
export function readIdentityRegion(error: unknown): string | undefined {
  if (!(error instanceof AccessDeniedException)) return undefined;
  return /identity region is ([a-z]{2}(?:-[a-z]+)+-\d)/.exec(error.message)?.[1];
}

function checkSubscription(
  accountId: string,
  { AccountInfo: info }: DescribeAccountSubscriptionCommandOutput,
): Problem[] {
  const where = `account ${accountId}`;
  const status = info?.AccountSubscriptionStatus ?? "unknown";
  const edition = info?.Edition ?? "unknown";
  // The states that mean "usable", as seen by hashicorp/terraform-provider-aws; the API model has a free string.
  if (status !== "ACCOUNT_CREATED" && status !== "OK") {
    const message = `the QuickSight subscription is not ready (status ${status}); wait for it, or subscribe again`;
    return [{ where, message }];
  }
  if (edition !== "ENTERPRISE" && edition !== "ENTERPRISE_AND_Q") {
    const message = `QuickSight is subscribed in the ${edition} edition, which has no namespaces, groups by API or row security; upgrade to Enterprise under Manage QuickSight > Your subscriptions`;
    return [{ where, message }];
  }
  return [];
}

function explain(
  error: unknown,
  accountId: string,
  region: string,
  named: string | undefined,
): Problem {
  if (named !== undefined) {
    return {
      where: "account.identityRegion",
      message: `the identity Region of account ${accountId} is ${named} (got ${region}); set it to ${named}, or leave it out`,
    };
  }
  if (error instanceof ResourceNotFoundException) {
    return {
      where: `account ${accountId}`,
      message:
        "the account is not subscribed to QuickSight; subscribe to the Enterprise edition first (aws quicksight create-account-subscription, or the console)",
    };
  }
  return {
    where: `account ${accountId}`,
    message: `QuickSight does not answer in ${region} (${describeError(error)}); allow quicksight:DescribeAccountSubscription, or set account.identityRegion where calls to other Regions are denied`,
  };
}
