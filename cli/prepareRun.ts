import {
  accessSubject,
  type BothSettings,
  elsewhereOf,
  findNamed,
  type LastUpdate,
  namesToNote,
  type ResolvedAccess,
  withLandingPageThere,
} from "@quicksight-governance/core/access";
import type { DescribedAssertions } from "@quicksight-governance/core/explain";
import {
  type GovernedNamespace,
  governOf,
  peopleSubject,
} from "@quicksight-governance/core/people";
import { requireAccount } from "@quicksight-governance/core/preflight";
import { accessTable } from "./accessTable.ts";
import { federationRoleOf } from "./federationRoleOf.ts";
import { findLockBucket } from "./findLockBucket.ts";
import { identify } from "./identify.ts";
import { judgeFiles } from "./judgeFiles.ts";
import { type LoadedTenant, loadTenant } from "./loadTenant.ts";
import type { TenantOptions } from "./parseTenantOptions.ts";
import { formerNewcomers, lookForLastUpdate } from "./lookForLastUpdate.ts";
import { peopleTable } from "./peopleTable.ts";
import { lookForFolders, prepareFolders } from "./prepareFolders.ts";
import { prepareGrants } from "./prepareGrants.ts";
import { type PreparedSubject, prepareSubject } from "./preparedSubject.ts";

/** What `plan` and `apply` know before they ask QuickSight about people. */
export interface PreparedRun {
  readonly namespace: string;
  readonly identityRegion: string;
  /** What is governed, in the order in which it is done: a group must be there before it is given anything. */
  readonly subjects: readonly PreparedSubject[];
  /** Region and profile to work with. */
  readonly access: { readonly region: string; readonly profile?: string };
  /** The bucket with the lock; absent: not known. */
  readonly bucket: string | undefined;
  /** What is to be said before a plan is known. */
  readonly notices: readonly string[];
  /** What the run would make of assertions; undefined where there are none. */
  readonly judge: (signal: AbortSignal) => Promise<DescribedAssertions | undefined>;
  /** The heading of what is printed. */
  readonly title: string;
}

const unknownCaller =
  "who runs this is not known, as the account was given: the guard cannot see to it that they lose nothing themselves (leave --account out, or name them in guard.protected)";

/**
 * Reads settings and membership file, and sees that the account can be governed.
 *
 * @throws {CommandError} naming every mistake
 */
export async function prepareRun(options: TenantOptions): Promise<PreparedRun> {
  const { only } = options;
  const tenant = await loadTenant(options);
  const { settings, account, access, roster } = tenant;
  const { accountId, partition, arn } = await identify(options.account, access);
  const bucket = findLockBucket(tenant, accountId);
  const identityRegion = await requireAccount(accountId, access, account?.identityRegion);
  const { people = [], source = "", unusable = [] } = roster ?? {};
  const last = await lookForLastUpdate(tenant, bucket);
  const identified = governOf(
    settings,
    {
      accountId,
      partition,
      identityRegion,
      region: access.region,
      federationRole: federationRoleOf(tenant),
      federationRolePath: account?.federation.path,
    },
    { people, source, callerArn: arn, unusable: unusable.map(({ session }) => session) },
  );
  const governed = { ...identified, ...formerNewcomers(settings, last) };
  const folders = only === "people" ? undefined : await lookForFolders(tenant, accountId, last);
  const ids = new Set(folders?.declared.map(({ id }) => id));
  const resolved =
    only === "people"
      ? undefined
      : await withLandingPageThere(
          await findNamed(settings.access, accountId, access, last.names.access, ids),
          ...([settings, accountId, access] as const),
        );
  const elsewhere = elsewhereOf({
    ...{ access: resolved?.grants ?? [], folders: folders?.grants ?? [] },
  });
  return {
    namespace: settings.namespace,
    identityRegion,
    subjects: [
      ...(only === "access" ? [] : [preparePeople(governed)]),
      ...(resolved === undefined
        ? []
        : [prepareAccess(tenant, governed, resolved, elsewhere, last)]),
      ...(folders === undefined
        ? []
        : [prepareFolders(tenant, governed, folders, elsewhere, last)]),
    ],
    judge: (signal) => judgeFiles({ tenant, governed, resolved, folders, only }, signal),
    ...{ access, bucket },
    notices: [
      ...[...tenant.notices, ...(resolved?.notices ?? []), ...(folders?.notices ?? [])],
      ...(last.notice === undefined ? [] : [last.notice]),
      ...(arn === undefined && only !== "access" ? [unknownCaller] : []),
      ...(only === "access" && settings.access.length === 0
        ? ["the settings give no access, so that none is governed: what was shared by hand stays"]
        : []),
    ],
    title: `namespace ${settings.namespace} of account ${accountId}, ${identityRegion}`,
  };
}

function preparePeople(governed: GovernedNamespace): PreparedSubject {
  const { scope, dataRegions } = governed;
  return prepareSubject(peopleSubject, governed, peopleTable, {
    name: "people",
    regions: { identity: scope.identityRegion, data: dataRegions },
    mistakes: [],
    isIdle: false,
  });
}

/**
 * Access as the settings declare it. There is no state here that says what was declared before, so that an `all` which was dropped
 * from the settings is not known: on dashboards our groups lose what is not declared, on all else the grants of that `all` stay
 * until `pulumi up` takes them. Settings without access govern none, as nobody knows whether it was declared ever.
 */
function prepareAccess(
  tenant: LoadedTenant,
  governed: GovernedNamespace,
  { grants, uncertain, problems, remembered }: ResolvedAccess,
  { access: elsewhere }: BothSettings,
  { published }: LastUpdate,
): PreparedSubject {
  return prepareGrants(tenant, governed, {
    ...{ subject: accessSubject, table: accessTable, name: "access", title: "access to assets" },
    ...{ grants, uncertain, problems, elsewhere },
    isIdle: tenant.settings.access.length === 0,
    meant: namesToNote(remembered, published.access),
  });
}
