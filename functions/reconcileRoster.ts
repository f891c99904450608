import { findCaller, readObject } from "@quicksight-governance/core/aws";
import {
  type GovernedNamespace,
  governOf,
  peopleSubject,
  readRoster,
} from "@quicksight-governance/core/people";
import { requireAccount } from "@quicksight-governance/core/preflight";
import {
  describeOutcome,
  describeOwner,
  run,
  RunStopped,
  type StopSource,
  untilStopped,
} from "@quicksight-governance/core/reconcile";
import {
  countMistakes,
  formatProblems,
  type PublishedAccount,
  type PublishedTenant,
  readPublished,
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
  /** Milliseconds until Lambda ends the function. */
  readonly getRemainingTimeInMillis?: () => number;
}

/** A run that is not done this long before Lambda ends the function stops, in milliseconds: the next one goes on. */
const reserve = 10_000;

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
  { functionName, awsRequestId, getRemainingTimeInMillis }: FunctionContext,
): Promise<ReconcileReport> {
  const region = process.env["AWS_REGION"] ?? "";
  const prefix = process.env["PARAMETER_PREFIX"] ?? "/quicksight-governance";
  const { account, tenant } = await readPublished({ region }, prefix, namespace);
  const governed = await govern(region, account, tenant);
  const { scope, dataRegions } = governed;
  const outcome = await untilStopped(
    (signal) =>
      run(peopleSubject, {
        desired: governed,
        regions: { identity: scope.identityRegion, data: dataRegions },
        approvals: approve,
        lock: { bucket: account.bucket, region },
        owner: describeOwner(`function ${functionName}, request ${awsRequestId}`),
        signal,
        say: (message) => {
          console.log(`${namespace}: ${message}`);
        },
      }),
    beforeTimeout(getRemainingTimeInMillis?.()),
  );
  const problem = describeOutcome(peopleSubject, namespace, outcome);
  if (problem !== "") throw new Error(problem);
  const { unchanged, notices } = outcome.verdict.plan;
  const declined = outcome.declined.map(({ reason }) => reason);
  return {
    ...{ namespace, done: outcome.done.length, unchanged },
    notices: [...declined, ...notices],
  };
}

/** Stops a run shortly before Lambda would end it in the middle of something. */
function beforeTimeout(remainingMs: number | undefined): StopSource {
  return (stop) => {
    if (remainingMs === undefined) return () => undefined;
    const timer = setTimeout(
      () => {
        stop(new RunStopped("as the function's time is nearly over"));
      },
      Math.max(0, remainingMs - reserve),
    );
    return () => {
      clearTimeout(timer);
    };
  };
}

async function govern(
  region: string,
  account: PublishedAccount,
  tenant: PublishedTenant,
): Promise<GovernedNamespace> {
  const { namespace, groups, identity, membership } = tenant;
  const { accountId, partition, arn } = await findCaller(region);
  const identityRegion = await requireAccount(accountId, { region }, account["identity-region"]);
  const source = `s3://${membership.bucket}/${membership.key}`;
  const content = await readObject(membership.bucket, membership.key, { region });
  const { people, unusable, problems } = readRoster(content, source, {
    ...{ namespace, groups, session: identity.session, unusable: membership.unusable },
    namespaces: account.namespaces,
    newcomers: tenant.landing?.newcomers,
  });
  if (problems.length > 0) {
    throw new Error(
      `the membership file has ${countMistakes(problems)}; nothing was written:\n${formatProblems(problems)}`,
    );
  }
  const federationRole = account["federation-role"];
  return governOf(
    tenant,
    { accountId, partition, identityRegion, federationRole, region },
    { people, source, callerArn: arn, unusable: unusable.map(({ session }) => session) },
  );
}
