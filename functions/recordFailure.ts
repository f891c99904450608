import { failureKey } from "@quicksight-governance/core/hourly";
import { bucketReports, recordRun, writeRunRecord } from "@quicksight-governance/core/reports";
import { readPublishedAccount } from "@quicksight-governance/core/settings";
import type { Answer } from "./answer.ts";
import { isOfAnotherRun } from "./failures.ts";
import { keepRecord } from "./keepRecord.ts";
import { log } from "./log.ts";
import { placeOf } from "./openTenant.ts";

/** A tenant that was given up: what its last call answered, or what it threw in place of that. */
export interface FailureRequest {
  readonly run: string;
  readonly namespace: string;
  readonly last: Pick<Answer, "subject" | "outcome" | "error" | "message">;
}

/** A tenant that failed in an execution, as an object of the bucket holds it. */
export interface TenantFailure {
  readonly namespace: string;
  readonly subject: string;
  readonly outcome: Answer["outcome"];
  /** The name of what went wrong. */
  readonly error: string;
  readonly message: string;
}

/** Keeps why a tenant was given up, for the report that names it; what no function could record and count itself becomes a record of a run. */
export async function handler({ run, namespace, last }: FailureRequest): Promise<TenantFailure> {
  const { region, prefix } = placeOf(process.env);
  const { bucket } = await readPublishedAccount({ region }, prefix);
  const { subject, outcome } = last;
  const failure = { namespace, subject, outcome, ...readCause(last) };
  log.error(`${subject} of ${namespace}: ${failure.message}`, { run, ...failure });
  const store = bucketReports({ bucket, region });
  try {
    if (outcome === "failed") {
      const error = Object.assign(new Error(failure.message), { name: failure.error });
      const now = new Date();
      const about = { run, namespace, started: now, ended: now };
      const record = recordRun({ name: subject, steps: {} }, about, { error });
      await (isOfAnotherRun(failure) ? writeRunRecord : keepRecord)(store, record);
    }
    const how = { contentType: "application/json" };
    await store.write(failureKey(run, namespace), [JSON.stringify(failure)], how);
    return failure;
  } finally {
    store.close();
  }
}

/** Of what a function threw the machine knows the name, and as the cause what Lambda made of it: JSON with `errorType` and `errorMessage`. */
function readCause({ error, message }: FailureRequest["last"]): Pick<Answer, "error" | "message"> {
  try {
    const cause = JSON.parse(message) as { errorType?: unknown; errorMessage?: unknown } | null;
    const { errorType, errorMessage } = cause ?? {};
    if (typeof errorMessage !== "string") return { error, message };
    return { error: typeof errorType === "string" ? errorType : error, message: errorMessage };
  } catch {
    return { error, message };
  }
}
