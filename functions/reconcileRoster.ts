import { findCaller, readObject } from "@quicksight-governance/core/aws";
import {
  buildRoster,
  describeFailures,
  type GovernedNamespace,
  parseMembership,
  profilesOf,
  runReconcile,
} from "@quicksight-governance/core/people";
import { describeOwner } from "@quicksight-governance/core/reconcile";
import { requireAccount } from "@quicksight-governance/core/preflight";
import {
  formatProblems,
  type PublishedAccount,
  type PublishedTenant,
  readPublished,
  sortProblems,
} from "@quicksight-governance/core/settings";

/** What the schedule, or a person, asks for. */
export interface ReconcileRequest {
  readonly namespace: string;
  /** Hashes of refused plans that a person approved. */
  readonly approve?: readonly string[];
}

/** What a run has done. */
export interface ReconcileReport {
  readonly namespace: string;
  readonly done: number;
  readonly unchanged: number;
  readonly notices: readonly string[];
}

/** What the handler reads of Lambda's context. */
export interface FunctionContext {
  readonly functionName: string;
  readonly awsRequestId: string;
}

/**
 * The handler of the hourly function: makes a namespace what its stack has published, from the membership file as it is now.
 *
 * Environment: `AWS_REGION` (Lambda sets it), `PARAMETER_PREFIX` (default `/quicksight-governance`).
 *
 * @throws when the file has mistakes, the guard refuses, another run holds the lock or an operation failed: the invocation
 * fails, and its alarm says so
 */
export async function handler(
  { namespace, approve = [] }: ReconcileRequest,
  { functionName, awsRequestId }: FunctionContext,
): Promise<ReconcileReport> {
  const region = process.env["AWS_REGION"] ?? "";
  const prefix = process.env["PARAMETER_PREFIX"] ?? "/quicksight-governance";
  const { account, tenant } = await readPublished({ region }, prefix, namespace);
  const applied = await runReconcile({
    governed: await govern(namespace, region, account, tenant),
    approvals: approve,
    lock: { bucket: account.bucket, region },
    owner: describeOwner(`function ${functionName}, request ${awsRequestId}`),
    say: (message) => {
      console.log(`${namespace}: ${message}`);
    },
  });
  if (applied.failed.length > 0) throw new Error(describeFailures(namespace, applied));
  const { unchanged, notices } = applied.plan;
  return { namespace, done: applied.done.length, unchanged, notices };
}

async function govern(
  namespace: string,
  region: string,
  account: PublishedAccount,
  { groups, guard, identity, membership }: PublishedTenant,
): Promise<GovernedNamespace> {
  const { accountId, partition, arn } = await findCaller(region);
  const identityRegion = await requireAccount(accountId, { region }, account["identity-region"]);
  const source = `s3://${membership.bucket}/${membership.key}`;
  const parsed = parseMembership(
    await readObject(membership.bucket, membership.key, { region }),
    source,
  );
  const { namespaces } = account;
  const { roster, problems } = buildRoster(parsed, { namespace, namespaces, groups });
  const wrong = sortProblems([...parsed.problems, ...problems]);
  if (wrong.length > 0) {
    throw new Error(
      `the membership file has mistakes; nothing was written:\n${formatProblems(wrong)}`,
    );
  }
  const { role: federationRole, groupPrefix } = identity;
  return {
    scope: { accountId, partition, namespace, identityRegion, federationRole, groupPrefix },
    dataRegion: region,
    desired: roster,
    guard,
    groups,
    customPermissions: profilesOf(groups),
    callerArn: arn,
    source,
  };
}
