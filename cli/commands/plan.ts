import { describeError, untilAborted } from "@quicksight-governance/core/aws";
import {
  emptyLedger,
  type Ledger,
  type LockPlace,
  readLedger,
} from "@quicksight-governance/core/reconcile";
import { explainError } from "../explainError.ts";
import { exitCode, type ExitCode } from "../exitCode.ts";
import { findPlanCode } from "../findExitCode.ts";
import { openReader } from "../openReader.ts";
import { openReport } from "../openReport.ts";
import { parseTenantOptions } from "../parseTenantOptions.ts";
import { output } from "../output.ts";
import { prepareRun } from "../prepareRun.ts";
import type { SubjectResult } from "../subjectResult.ts";

/** `qsgov plan`: prints what would change, and writes nothing. */
export async function plan(args: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  const options = parseTenantOptions("plan", args);
  const prepared = await untilAborted(signal, () => prepareRun(options));
  const { namespace, identityRegion, subjects, access, bucket } = prepared;
  const place = bucket === undefined ? undefined : { ...access, bucket, namespace };
  const data = [...new Set(subjects.flatMap(({ regions }) => regions.data))];
  const api = openReader({ identity: identityRegion, data }, access, signal);
  try {
    const known = await untilAborted(signal, () => findLedger(place));
    const notices = [...prepared.notices, ...known.notices];
    const asserted = await prepared.judge(signal);
    const inputs = { command: "plan", args, json: options.json, notices, asserted } as const;
    const report = openReport(prepared, inputs);
    const results: SubjectResult[] = [];
    for (const subject of subjects) {
      const { name, mistakes } = subject;
      try {
        const shown = await subject.propose(api, options, known.ledger);
        // A subject may go on without what it could not read; without what was not read any more nobody may.
        signal.throwIfAborted();
        report.show(subject, shown);
        results.push({ name, mistakes, verdict: shown.verdict });
      } catch (error) {
        signal.throwIfAborted();
        // What was found out before is worth showing.
        if (results.length === 0) throw error;
        output.say(`qsgov: ${name}: ${explainError(error)}`);
        results.push({ name, mistakes, error: explainError(error) });
      }
    }
    report.end(results);
    await output.flush();
    // Who reads the plan, and not this code, must not take half of it for the whole.
    return output.isIncomplete() ? exitCode.error : findPlanCode(results, asserted);
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
