import { describeError, openApi } from "@quicksight-governance/core/aws";
import { peopleSubject } from "@quicksight-governance/core/people";
import {
  emptyLedger,
  type Ledger,
  type LockPlace,
  propose,
  readLedger,
} from "@quicksight-governance/core/reconcile";
import { exitCode, type ExitCode } from "../exitCode.ts";
import { parseTenantOptions } from "../parseTenantOptions.ts";
import { planDocument } from "../planDocument.ts";
import { prepareRun } from "../prepareRun.ts";
import { printVerdict } from "../printVerdict.ts";

/** `qsgov plan`: prints what would change, and writes nothing. */
export async function plan(args: readonly string[]): Promise<ExitCode> {
  const options = parseTenantOptions("plan", args);
  const { governed, access, bucket, notices: before, title } = await prepareRun(options);
  const { scope, dataRegions } = governed;
  const { namespace } = scope;
  const place = bucket === undefined ? undefined : { ...access, bucket, namespace };
  const api = openApi({ identity: scope.identityRegion, data: dataRegions }, access);
  try {
    const known = await findLedger(place);
    const input = { ...options, desired: governed };
    const { verdict } = await propose(peopleSubject, api, input, known.ledger);
    const notices = [...before, ...known.notices, ...verdict.plan.notices];
    if (options.json) {
      console.log(JSON.stringify(planDocument("plan", namespace, verdict, notices), null, 2));
    } else {
      printVerdict(title, verdict, notices, args);
    }
    if (verdict.refusal !== undefined) return exitCode.refused;
    return verdict.plan.steps.length === 0 ? exitCode.done : exitCode.changes;
  } finally {
    api.close();
  }
}

/** Whoever only looks at a plan may have no right to the bucket; then the guard does not know what was taken today. */
async function findLedger(
  place: LockPlace | undefined,
): Promise<{ readonly ledger: Ledger | undefined; readonly notices: readonly string[] }> {
  if (place === undefined) return { ledger: undefined, notices: [] };
  try {
    return { ledger: await readLedger(place), notices: [] };
  } catch (error) {
    const notice = `what runs of the last 24 hours took, and have not given back, is not known here: ${describeError(error)}`;
    return { ledger: emptyLedger, notices: [notice] };
  }
}
