import { openApi } from "@quicksight-governance/core/aws";
import { peopleSubject } from "@quicksight-governance/core/people";
import { propose, readLedger } from "@quicksight-governance/core/reconcile";
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
    const ledger = place && (await readLedger(place));
    const verdict = await propose(peopleSubject, api, { ...options, desired: governed }, ledger);
    const notices = [...before, ...verdict.plan.notices];
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
