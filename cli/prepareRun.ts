import { requireAccount } from "@quicksight-governance/core/preflight";
import { type GovernedNamespace, governOf } from "@quicksight-governance/core/people";
import { defaultFederationRole } from "@quicksight-governance/core/settings";
import { findLockBucket } from "./findLockBucket.ts";
import { identify } from "./identify.ts";
import { loadTenant } from "./loadTenant.ts";
import type { TenantOptions } from "./parseTenantOptions.ts";

/** What `plan` and `apply` know before they ask QuickSight about people. */
export interface PreparedRun {
  readonly governed: GovernedNamespace;
  /** Region and profile to work with. */
  readonly access: { readonly region: string; readonly profile?: string };
  /** The bucket with the lock; absent: not known. */
  readonly bucket: string | undefined;
  /** What is to be said before the plan is known. */
  readonly notices: readonly string[];
  /** The heading of what is printed. */
  readonly title: string;
}

/**
 * Reads settings and membership file, and sees that the account can be governed.
 *
 * @throws {CommandError} naming every mistake
 */
export async function prepareRun(options: TenantOptions): Promise<PreparedRun> {
  const tenant = await loadTenant(options);
  const { settings, account, access, people, source, unusable } = tenant;
  const { accountId, partition, arn } = await identify(options.account, access);
  const bucket = findLockBucket(tenant, accountId);
  const identityRegion = await requireAccount(accountId, access, account?.identityRegion);
  const governed = governOf(
    settings,
    {
      accountId,
      partition,
      identityRegion,
      region: access.region,
      federationRole: account?.federation.role ?? defaultFederationRole,
      federationRolePath: account?.federation.path,
    },
    { people, source, callerArn: arn, unusable: unusable.map(({ session }) => session) },
  );
  return {
    governed,
    access,
    bucket,
    notices: [
      ...tenant.notices,
      ...(arn === undefined
        ? [
            "who runs this is not known, as the account was given: the guard cannot see to it that they lose nothing themselves (leave --account out, or name them in guard.protected)",
          ]
        : []),
    ],
    title: `namespace ${settings.namespace} of account ${accountId}, ${identityRegion}`,
  };
}
