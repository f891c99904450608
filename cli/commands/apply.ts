import type { QuickSightClients } from "@quicksight-governance/core/aws";
import {
  type Applied,
  applyPlan,
  describeFailures,
  type GovernedNamespace,
  type Plan,
  proposePlan,
} from "@quicksight-governance/core/people";
import { describeOwner, type Lock, withLock } from "@quicksight-governance/core/reconcile";
import { findLockBucket } from "../findLockBucket.ts";
import { governTenant } from "../governTenant.ts";
import { identify, type Identity } from "../identify.ts";
import { type LoadedTenant, loadTenant } from "../loadTenant.ts";
import { parseTenantOptions, type TenantOptions } from "../parseTenantOptions.ts";
import { planDocument } from "../planDocument.ts";
import { printVerdict } from "../printVerdict.ts";
import { showProgress } from "../showProgress.ts";
import { tenantNotices } from "../tenantNotices.ts";
import { withClients } from "../withClients.ts";

/** One run: what it was asked for, and what was found out before. */
interface Run {
  readonly args: readonly string[];
  readonly options: TenantOptions;
  readonly tenant: LoadedTenant;
  readonly identity: Identity;
  readonly notices: readonly string[];
}

/** `qsgov apply`: plan, guard, apply. Returns 0 when all is done, 3 for a refusal, 4 when a part failed. */
export async function apply(args: readonly string[]): Promise<number> {
  const options = parseTenantOptions("apply", args);
  const tenant = await loadTenant(options);
  const identity = await identify(options.account, tenant.access);
  const bucket = findLockBucket(tenant, identity);
  const notices = tenantNotices(tenant, identity);
  if (bucket === undefined) {
    const notice =
      "no lock: the governance bucket is not known, so see to it that nothing else writes to this namespace meanwhile (set tenant.governanceBucket)";
    return runOnce({ args, options, tenant, identity, notices: [...notices, notice] });
  }
  const { namespace } = tenant.settings;
  return withLock(
    { bucket, ...tenant.access, namespace },
    describeOwner("qsgov apply"),
    (_signal, lock) => runOnce({ args, options, tenant, identity, notices }, lock),
    {
      onWait: ({ owner, since }) => {
        console.error(`waiting for ${owner}, who has held the lock since ${since}`);
      },
    },
  );
}

/** Prints before it returns: a lock that cannot be released must not take the outcome with it. */
function runOnce(run: Run, lock?: Lock): Promise<number> {
  const { args, options, tenant, identity } = run;
  const { access, account, settings } = tenant;
  const { namespace } = settings;
  return withClients(
    { accountId: identity.accountId, access, identityRegion: account?.identityRegion },
    async (clients, region) => {
      const governed = {
        ...governTenant(tenant, identity, region),
        unfinished: lock?.inherited ?? [],
      };
      const verdict = await proposePlan(clients, governed, options.approvals);
      const notices = [...run.notices, ...verdict.plan.notices];
      if (!options.json) {
        const title = `namespace ${namespace} of account ${identity.accountId}, ${region}`;
        printVerdict(title, verdict, notices, args);
      }
      const refused = verdict.refusal !== undefined;
      const applied = refused
        ? { done: [], failed: [] }
        : await carryOut(clients, governed, verdict.plan, options, lock);
      if (options.json) {
        const document = { ...planDocument("apply", namespace, verdict, notices), ...applied };
        console.log(JSON.stringify(document, null, 2));
      } else if (verdict.plan.operations.length > 0 && !refused) {
        console.log(`\n${summarize(namespace, applied)}`);
      }
      if (refused) return 3;
      return applied.failed.length === 0 ? 0 : 4;
    },
    lock?.signal,
  );
}

/** Stops when the lock is lost, and when the person at the terminal says so: what is under way is finished, the rest is left. */
async function carryOut(
  clients: QuickSightClients,
  governed: GovernedNamespace,
  plan: Plan,
  { json }: TenantOptions,
  lock: Lock | undefined,
): Promise<Applied> {
  const interruption = new AbortController();
  const interrupt = () => {
    interruption.abort(new Error("interrupted"));
  };
  const progress = showProgress(json);
  process.once("SIGINT", interrupt);
  try {
    return await applyPlan(clients, governed, plan, {
      onProgress: progress.report,
      signal: AbortSignal.any([interruption.signal, ...(lock === undefined ? [] : [lock.signal])]),
      journal: lock && ((entries) => lock.note(entries)),
    });
  } finally {
    process.off("SIGINT", interrupt);
    progress.end();
  }
}

function summarize(namespace: string, applied: Applied): string {
  if (applied.failed.length > 0) return describeFailures(namespace, applied);
  const count = applied.done.length;
  return count === 1 ? "1 operation done" : `all ${count} operations done`;
}
