import { accessSubject, foldersSubject } from "@quicksight-governance/core/access";
import type { DescribedAssertions } from "@quicksight-governance/core/explain";
import { peopleSubject } from "@quicksight-governance/core/people";
import { requireAccount } from "@quicksight-governance/core/preflight";
import { formatProblems } from "@quicksight-governance/core/settings";
import {
  type PreparedGrants,
  type PreparedTenant,
  prepareTenant,
} from "@quicksight-governance/core/tenant";
import { accessTable, foldersTable } from "./accessTable.ts";
import { federationRoleOf } from "./federationRoleOf.ts";
import { findLockBucket } from "./findLockBucket.ts";
import { identify } from "./identify.ts";
import { judgeFiles } from "./judgeFiles.ts";
import { type LoadedTenant, loadTenant } from "./loadTenant.ts";
import type { TenantOptions } from "./parseTenantOptions.ts";
import { peopleTable } from "./peopleTable.ts";
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
  const prepared = await prepareTenant({
    settings,
    account: {
      ...{ accountId, partition, identityRegion, region: access.region },
      federationRole: federationRoleOf(tenant),
      federationRolePath: account?.federation.path,
    },
    identity: { people, source, callerArn: arn, unusable: unusable.map(({ session }) => session) },
    ...{ access, bucket, only },
  });
  const { governed, resolved, found: folders, notices } = prepared;
  return {
    namespace: settings.namespace,
    identityRegion,
    subjects: subjectsOf(tenant, prepared, only),
    judge: (signal) => judgeFiles({ tenant, governed, resolved, folders, only }, signal),
    ...{ access, bucket },
    notices: [
      ...[...tenant.notices, ...notices],
      ...(arn === undefined && only !== "access" ? [unknownCaller] : []),
      ...(only === "access" && settings.access.length === 0
        ? ["the settings give no access, so that none is governed: what was shared by hand stays"]
        : []),
    ],
    title: `namespace ${settings.namespace} of account ${accountId}, ${identityRegion}`,
  };
}

/** People first, then what their groups open. */
function subjectsOf(
  tenant: LoadedTenant,
  { governed, regions, access, folders }: PreparedTenant,
  only: TenantOptions["only"],
): PreparedSubject[] {
  const people = prepareSubject(peopleSubject, governed, peopleTable, {
    ...{ name: "people", regions, mistakes: [], isIdle: false },
  });
  return [
    ...(only === "access" ? [] : [people]),
    ...(access === undefined
      ? []
      : [
          prepareSubject(accessSubject, access.desired, accessTable, {
            ...{ name: "access", ...inputsOf(tenant, access, "access to assets") },
          }),
        ]),
    ...(folders === undefined
      ? []
      : [
          prepareSubject(foldersSubject, folders.desired, foldersTable, {
            ...{ name: "folders", ...inputsOf(tenant, folders, "folders") },
          }),
        ]),
  ];
}

function inputsOf(
  { locate }: LoadedTenant,
  { desired, regions, isIdle, meant, problems }: PreparedGrants,
  title: string,
) {
  return {
    ...{ regions, isIdle, meant, title: `${title} in ${desired.dataRegion}` },
    mistakes: locate(problems).map((problem) => formatProblems([problem])),
  };
}
