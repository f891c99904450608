import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import type { KMSClient } from "@aws-sdk/client-kms";
import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import {
  type AwsAccess,
  describeError,
  nameSome,
  printable,
  untilAborted,
} from "@quicksight-governance/core/aws";
import {
  type AccessRecord,
  type ActualKeyAccess,
  awaitProof,
  dashboardProbe,
  explainClosed,
  isClosed,
  isUnused,
  parseAccessTag,
  readKeyAccess,
  readKeyUses,
  recordAccess,
  untilSeen,
} from "@quicksight-governance/core/keys/access";
import { exitCode, type ExitCode } from "./exitCode.ts";
import type { KeyAccessResult } from "./keyAccessResult.ts";
import { output } from "./output.ts";

/** Between two looks, in milliseconds: CloudTrail answers two look-ups a second for the account. */
const pauseMs = 4_000;
/** Dashboards that are tried: one that can be opened without a person is enough. */
const mostTried = 5;

/** What is needed to prove what was done. */
export interface ProvingKeyAccess {
  readonly options: { readonly waitMs: number; readonly json: boolean };
  readonly access: AwsAccess;
  readonly bucket: string | undefined;
  readonly kms: KMSClient;
  readonly result: KeyAccessResult;
  readonly signal: AbortSignal;
  readonly written: readonly AccessRecord[];
}

/**
 * Waits until QuickSight refuses, or opens again, and says so; what was done is said first and stays done, whatever comes of it.
 *
 * @throws what kept it from looking, where nothing was done before
 */
export async function proveKeyAccess(
  work: ProvingKeyAccess,
  client: QuickSightClient,
): Promise<ExitCode> {
  const { result, signal } = work;
  const { command } = result;
  const isChanged = (result.outcome?.done ?? []).some(({ kind }) => kind !== "record");
  if (isChanged) printOf(work)(`\n${describeChange(result)}`);
  const state = command === "revoke" ? "access is revoked" : "access is restored";
  try {
    return await look(work, client, isChanged);
  } catch (error) {
    if (signal.aborted) {
      const { reason } = signal as { readonly reason: unknown };
      result.stopped = reason instanceof Error ? reason.message : "the run was stopped";
      output.say(`qsgov ${command}: ${result.stopped}; ${state} and stays so, but is not proved`);
      return exitCode.stopped;
    }
    if (!isChanged) throw error;
    result.unproved = `how the key is now cannot be read (${describeError(error)})`;
    output.say(
      `qsgov ${command}: ${result.unproved}; ${state} and stays so, but is not proved; run it again, which only looks`,
    );
    return exitCode.partly;
  }
}

function printOf({ options }: ProvingKeyAccess): (text: string) => void {
  return (text) => {
    if (!options.json) output.print(text);
  };
}

async function look(
  work: ProvingKeyAccess,
  client: QuickSightClient,
  isChanged: boolean,
): Promise<ExitCode> {
  const { kms, result, options, signal } = work;
  const { keyArn, region, dark, command } = result;
  const changedAt = new Date();
  const print = printOf(work);
  const actual = await untilAborted(signal, () =>
    untilSeen(
      () => readKeyAccess(kms, keyArn, region),
      (found) => !isChanged || isClosed(found) === (command === "revoke"),
    ),
  );
  if (command === "restore" && isClosed(actual)) {
    result.closed = explainClosed(keyArn, actual);
    output.say(`qsgov restore: ${result.closed}`);
    return exitCode.partly;
  }
  if (isUnused(dark) && dark.unknown.length === 0) {
    print("\nnothing of QuickSight's is encrypted with it, so that there is nothing to prove");
    return exitCode.done;
  }
  if (options.waitMs === 0) {
    print(`\nnot waited for; to have it proved, run it again without --no-wait`);
    return exitCode.done;
  }
  print(`\nwaiting until QuickSight ${command === "revoke" ? "refuses" : "opens"} it …`);
  const since = isChanged ? changedAt : (findSince(actual) ?? changedAt);
  const proof = await prove(work, client, since);
  result.proof = proof;
  await writeProof(work);
  if (proof.isProved) {
    print(`proved: ${printable(proof.why)}`);
    return exitCode.done;
  }
  print(`NOT proved: ${printable(proof.why)}`);
  for (const why of proof.unasked) print(`  ${printable(why)}`);
  print(`  ${whatToDo(result)}`);
  return exitCode.partly;
}

async function prove(
  { access, options, result, signal }: ProvingKeyAccess,
  client: QuickSightClient,
  since: Date,
) {
  const { keyArn, dark, accountId } = result;
  const trail = new CloudTrailClient({ ...access });
  try {
    return await awaitProof({
      ...{ access: result.access, since, limitMs: options.waitMs, pauseMs, signal },
      readUses: (from, abort) => readKeyUses(trail, keyArn, from, abort),
      dashboards: dark.dashboards.slice(0, mostTried),
      probe: ({ id }) => dashboardProbe(client, accountId, id),
      say: (message) => {
        output.say(printable(message));
      },
    });
  } finally {
    trail.destroy();
  }
}

/** Adds to what is written down what proves it. */
async function writeProof({ bucket, access, result, written }: ProvingKeyAccess): Promise<void> {
  const { keyArn, proof } = result;
  if (bucket === undefined || proof === undefined) return;
  for (const record of written.filter((one) => one.access === result.access)) {
    const at = new Date().toISOString();
    await recordAccess(bucket, access, keyArn, { ...record, proof: { at, ...proof } }).catch(
      (error: unknown) => {
        output.say(
          `qsgov ${result.command}: the proof is not written down (${describeError(error)})`,
        );
      },
    );
  }
}

/** Since when the key is revoked, by its tag. */
function findSince({ tag }: ActualKeyAccess): Date | undefined {
  const { disable, deny } = parseAccessTag(tag);
  const at = Date.parse((disable ?? deny)?.at ?? "");
  return Number.isNaN(at) ? undefined : new Date(at);
}

function describeChange({ command, records }: KeyAccessResult): string {
  const where = records.length === 0 ? "" : `; written down in ${records.join(", ")}`;
  return command === "revoke"
    ? `access is revoked${where}. It can take up to 15 minutes until QuickSight refuses`
    : `access is given back${where}`;
}

function whatToDo({ command, dark: { dashboards }, keyArn }: KeyAccessResult): string {
  const names = dashboards.map(({ name, id }) => `${printable(name)} (${id})`);
  const look =
    names.length === 0
      ? "load or open what is encrypted with it by hand"
      : `have a person open one of these dashboards: ${nameSome(names, 5)}`;
  return `To see it, ${look}; then run qsgov ${command} ${keyArn} again, which only looks`;
}
