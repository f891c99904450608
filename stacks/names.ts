import type { Facts } from "./facts.ts";
import type { AccountSettings } from "./settings.ts";

/** The name of the role that QuickSight reads data files with; roles are global, so it names the Region. */
export function dataRoleNameOf(facts: Pick<Facts, "region">): string {
  return `quicksight-governance-data-${facts.region}`;
}

/** The name of the bucket of the trail that the stack makes. */
export function trailBucketNameOf({
  accountId,
  region,
}: Pick<Facts, "accountId" | "region">): string {
  return `quicksight-governance-trail-${accountId}-${region}`;
}

/** What an account stack publishes, a parameter each, by the ends of their paths. */
export const publishedTopics = [
  "bucket",
  "federation-role",
  "identity-region",
  "namespaces",
] as const;

/** The ARN of the IAM SAML provider that a federation role made here trusts. */
export function samlProviderArnOf(
  { samlProvider = "" }: Pick<AccountSettings["federation"], "samlProvider">,
  { accountId, partition }: Pick<Facts, "accountId" | "partition">,
): string {
  return `arn:${partition}:iam::${accountId}:saml-provider/${samlProvider}`;
}

/** The ARN of the federation role as the settings of the account have it. */
export function federationRoleArnOf(
  { role, path, roleArn }: AccountSettings["federation"],
  { accountId, partition }: Pick<Facts, "accountId" | "partition">,
): string {
  return roleArn ?? `arn:${partition}:iam::${accountId}:role${path}${role}`;
}

/** The parameter that leads to the settings of a namespace, which its stack publishes. */
export function settingsParameterOf(parameterPrefix: string, namespace: string): string {
  return `${parameterPrefix}/tenants/${namespace}/settings`;
}
