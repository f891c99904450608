import type { AccountInfo } from "@aws-sdk/client-quicksight";
import type { Problem } from "../settings/problem.ts";

/** The states that mean "usable", as hashicorp/terraform-provider-aws waits for; the API model has a free string. */
const usable: ReadonlySet<string> = new Set(["ACCOUNT_CREATED", "OK"]);

/** The API model's `Edition` that has namespaces, groups by API and row security (AWS user guide, "Editions"). */
const editions: ReadonlySet<string> = new Set(["ENTERPRISE", "ENTERPRISE_AND_Q"]);

/**
 * Ways to sign in whose people come from a directory, and not from a membership file: RegisterUser has no such people, and
 * custom namespaces need IAM federation. `CreateAccountSubscription` has them as IAM_IDENTITY_CENTER and ACTIVE_DIRECTORY; what
 * `DescribeAccountSubscription` answers is a free string, so a part of it is looked for, and what is not known passes.
 */
const directories: readonly { readonly sign: RegExp; readonly name: string }[] = [
  { sign: /IDENTITY_CENTER|SSO/i, name: "IAM Identity Center" },
  { sign: /DIRECTORY|^AD$/i, name: "Active Directory" },
];

/** Regions in which QuickSight takes accounts of IAM Identity Center only (AWS user guide, "Regions"). */
const identityCenterRegions: ReadonlySet<string> = new Set([
  "af-south-1",
  "ap-southeast-3",
  "eu-central-2",
  "eu-south-1",
]);

/**
 * Why an account cannot be governed, by what `DescribeAccountSubscription` answers; empty when it can. The first reason alone:
 * each makes the next meaningless.
 */
export function checkSubscription(accountId: string, info: AccountInfo | undefined): Problem[] {
  const where = `account ${accountId}`;
  const status = info?.AccountSubscriptionStatus ?? "unknown";
  const edition = info?.Edition ?? "unknown";
  const type = info?.AuthenticationType ?? "";
  if (status === "UNSUBSCRIBED") return [notSubscribed(accountId)];
  if (!usable.has(status)) {
    const message = `the QuickSight subscription is not ready (status ${status}); wait for it, or subscribe again`;
    return [{ where, message }];
  }
  if (!editions.has(edition)) return [wrongEdition(accountId, edition)];
  const directory = directories.find(({ sign }) => sign.test(type));
  if (directory === undefined) return [];
  const message = `people sign in to QuickSight through ${directory.name} (authentication type ${type}), so that its directory decides who they are, and nobody can be registered from a membership file; govern an account that was subscribed with IAM federation (IAM_AND_QUICKSIGHT or IAM_ONLY): the type of a subscription cannot be changed`;
  return [{ where, message }];
}

/** What stands against a Region, before anything is called there. */
export function checkRegion(region: string): Problem[] {
  if (!identityCenterRegions.has(region)) return [];
  const message = `in ${region} QuickSight takes accounts of IAM Identity Center only, whose people cannot be registered from a membership file; use another Region (aws:region, or AWS_REGION)`;
  return [{ where: "Region", message }];
}

/** The account has no subscription, or none any more. */
export function notSubscribed(accountId: string): Problem {
  return {
    where: `account ${accountId}`,
    message:
      "the account is not subscribed to QuickSight; subscribe to the Enterprise edition first (aws quicksight create-account-subscription, or the console)",
  };
}

/** The subscription's edition lacks what is governed. */
export function wrongEdition(accountId: string, edition: string): Problem {
  return {
    where: `account ${accountId}`,
    message: `QuickSight is subscribed in the ${edition} edition, which has no namespaces, groups by API or row security; upgrade to Enterprise under Manage QuickSight > Your subscriptions`,
  };
}
