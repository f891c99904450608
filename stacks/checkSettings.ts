import { AccessDeniedException } from "@aws-sdk/client-quicksight";
import { type AwsAccess, createQuickSight, describeError } from "@quicksight-governance/core/aws";
import { checkDataSources } from "@quicksight-governance/core/data";
import { findSignedIn, type LostRole, type SignedIn } from "@quicksight-governance/core/people";
import {
  checkRole,
  checkSamlProvider,
  findKeyArn,
  findRole,
  findSecret,
} from "@quicksight-governance/core/preflight";
import { declaredIdOf, type Problem } from "@quicksight-governance/core/settings";
import type { Facts } from "./facts.ts";
import { federationRoleArnOf, samlProviderArnOf } from "./names.ts";
import type { AccountSettings, TenantSettings } from "./settings.ts";
import { ownsGlobal } from "./settingsIn.ts";
import { warn } from "./warn.ts";

/**
 * Looks at how people sign in: a role that is called existing, or that another Region's stack owns, must be there; one that is made
 * trusts a SAML provider, which must.
 */
export async function checkFederationRole(
  settings: AccountSettings,
  facts: Facts,
  access: AwsAccess,
): Promise<Problem[]> {
  const { federation, globalRegion } = settings;
  if (!federation.existing) {
    const provider = samlProviderArnOf(federation, facts);
    return checkSamlProvider("account.federation.samlProvider", provider, access);
  }
  const arn = federationRoleArnOf(federation, facts);
  const problems = await checkRole("account.federation", arn, access);
  if (ownsGlobal(settings, facts.region)) return problems;
  const hint = `; it is the account stack of ${globalRegion ?? ""} that owns it (account.globalRegion): deploy that one first`;
  return problems.map((problem) => ({ ...problem, message: problem.message + hint }));
}

/** Looks at the role that QuickSight is to use for the whole account: it must be there, under this ARN, and trust QuickSight. */
export async function checkServiceRole(
  roleArn: string | undefined,
  access: AwsAccess,
): Promise<Problem[]> {
  if (roleArn === undefined) return [];
  const where = "account.serviceRole";
  try {
    const found = await findRole(roleArn.slice(roleArn.lastIndexOf("/") + 1), access);
    if (found === undefined) {
      return [{ where, message: `there is no such role (got ${roleArn}); correct the ARN` }];
    }
    if (found.arn !== roleArn) {
      return [{ where, message: `the role is ${found.arn} (got ${roleArn}); name it so` }];
    }
    if (found.trusted.includes("quicksight.amazonaws.com")) return [];
    const message = `the role does not trust QuickSight (got ${roleArn}); let quicksight.amazonaws.com assume it (sts:AssumeRole)`;
    return [{ where, message }];
  } catch (error) {
    const denied = error instanceof Error && /^AccessDenied/.test(error.name);
    const message = `the role cannot be looked at (${describeError(error)}); allow iam:GetRole on ${roleArn}`;
    return [{ where, message, denied }];
  }
}

/**
 * Finds who signs in through the roles that the account settings give up; nothing is asked of QuickSight where they give up none.
 */
export async function findStranded(
  lost: readonly LostRole[],
  settings: Pick<AccountSettings, "globalRegion">,
  { accountId, identityRegion, region }: Facts,
  access: AwsAccess,
): Promise<{ people: SignedIn[]; problems: Problem[] }> {
  if (lost.length === 0) return { people: [], problems: [] };
  const roles = lost.map(({ name }) => name);
  const where = ownsGlobal(settings, region) ? "account.federation" : "account.globalRegion";
  const client = createQuickSight({ ...access, region: identityRegion });
  try {
    return { people: await findSignedIn(client, accountId, roles), problems: [] };
  } catch (error) {
    const denied = error instanceof AccessDeniedException;
    const message = `the role ${roles.join(", ")} would go, and who signs in through it cannot be found out (${describeError(error)}); allow quicksight:ListNamespaces and quicksight:ListUsers, or set ${where} back`;
    return { people: [], problems: [{ where, message, denied }] };
  } finally {
    client.destroy();
  }
}

/** Finds the full ARNs of the secrets that QuickSight may read, and of the keys that they are encrypted with. */
export async function findSecrets(
  secrets: AccountSettings["secrets"],
  accountId: string,
  access: AwsAccess,
): Promise<{ arns: string[]; keyArns: string[]; problems: Problem[] }> {
  const found = await Promise.all(
    secrets.map((secret, index) =>
      findSecret(`account.secrets[${index}]`, secret, accountId, access),
    ),
  );
  const keys = await Promise.all(
    found.flatMap(({ keyId }, index) =>
      keyId === undefined ? [] : [findKeyArn(`account.secrets[${index}]`, keyId, access)],
    ),
  );
  return {
    arns: found.flatMap(({ arn }) => arn ?? []),
    keyArns: [...new Set(keys.flatMap(({ arn }) => arn ?? []))].sort(),
    problems: [...found, ...keys].flatMap(({ problems }) => problems),
  };
}

/**
 * Says of the tenant's data sources that exist and failed why they did. As a warning: the run that follows may well be the one
 * that puts it right.
 */
export async function warnOfFailedDataSources(
  { namespace, dataSources }: Pick<TenantSettings, "namespace" | "dataSources">,
  accountId: string,
  access: AwsAccess,
): Promise<void> {
  const client = createQuickSight(access);
  try {
    const declared = Object.keys(dataSources).map((name) => ({
      where: `tenant.dataSources.${name}`,
      id: declaredIdOf(namespace, name),
    }));
    for (const { where, message } of await checkDataSources(client, accountId, declared)) {
      await warn(`${where}: ${message}`);
    }
  } finally {
    client.destroy();
  }
}
