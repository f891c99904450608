import type { GovernedNamespace } from "./governedNamespace.ts";
import type { Person } from "./person.ts";
import { profilesOf } from "./roster/profilesOf.ts";
import type { TenantSettings } from "../settings/tenantSettings.ts";

/** What is known of the account. */
export interface GovernedAccount {
  readonly accountId: string;
  /** `aws`, `aws-us-gov`, `aws-cn`. */
  readonly partition: string;
  readonly identityRegion: string;
  /** Name of the role that people sign in with, where the tenant names none. */
  readonly federationRole: string;
  /** Path of that role: `/` unless somebody else made it elsewhere. */
  readonly federationRolePath?: string | undefined;
  /** The Region of the stack: of its data, and of the governance bucket. */
  readonly region: string;
}

/** Who is to be there, and who runs this. */
export interface GovernedIdentity {
  readonly people: readonly Person[];
  /** What the people were read from. */
  readonly source: string;
  /** ARN of the caller; absent where nobody knows. */
  readonly callerArn?: string | undefined;
  readonly unusable?: readonly string[] | undefined;
}

/** What a run for people, or for their access, is about: the one way from settings to it, for every caller. */
export function governOf(
  settings: Pick<
    TenantSettings,
    "namespace" | "identity" | "groups" | "guard" | "dataRegions" | "landing"
  >,
  account: GovernedAccount,
  { people, source, callerArn, unusable }: GovernedIdentity,
): GovernedNamespace {
  const { namespace, identity, groups, guard, dataRegions, landing } = settings;
  const { accountId, partition, identityRegion, region } = account;
  return {
    scope: {
      accountId,
      partition,
      namespace,
      identityRegion,
      ...federationOf(identity, account),
      groupPrefix: identity.groupPrefix,
      ...explicitNames(groups),
    },
    dataRegions: [...new Set([region, ...dataRegions])],
    people,
    guard,
    groups,
    customPermissions: profilesOf(groups),
    emails: identity.emails,
    callerArn,
    source,
    unusable,
    newcomers: landing?.newcomers,
    waitingIn: identity.waitingIn,
    ...(identity.selfUpgrade === "leave" ? {} : { selfUpgrade: identity.selfUpgrade }),
  };
}

/** The account's role, unless the tenant names one of its own. */
function federationOf(
  { role, rolePath }: TenantSettings["identity"],
  account: GovernedAccount,
): Pick<GovernedNamespace["scope"], "federationRole" | "federationRolePath"> {
  const federationRole = role ?? account.federationRole;
  const path = federationRole === account.federationRole ? account.federationRolePath : "/";
  const federationRolePath = rolePath ?? path ?? "/";
  return federationRolePath === "/" ? { federationRole } : { federationRole, federationRolePath };
}

function explicitNames(
  groups: TenantSettings["groups"],
): Pick<GovernedNamespace["scope"], "groupNames"> {
  const names = Object.entries(groups).flatMap(([group, { name }]): [string, string][] =>
    name === undefined ? [] : [[group, name]],
  );
  return names.length === 0 ? {} : { groupNames: Object.fromEntries(names) };
}
