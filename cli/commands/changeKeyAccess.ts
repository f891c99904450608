import { KMSClient } from "@aws-sdk/client-kms";
import { type AwsAccess, createQuickSight, untilAborted } from "@quicksight-governance/core/aws";
import {
  type Access,
  type AccessRecord,
  accessRecordKey,
  type DesiredKeyAccess,
  findDark,
  keyAccessSubject,
  resolveKey,
} from "@quicksight-governance/core/keys/access";
import { describeOwner, PlanRefused, run, RunStopped } from "@quicksight-governance/core/reconcile";
import { bucketNameOf } from "@quicksight-governance/core/settings";
import { CommandError } from "../commandError.ts";
import { exitCode, type ExitCode } from "../exitCode.ts";
import { explainError } from "../explainError.ts";
import { findAccess } from "../findAccess.ts";
import { identify } from "../identify.ts";
import { keyAccessDocument, type KeyAccessResult } from "../keyAccessResult.ts";
import { needing } from "../needing.ts";
import { output } from "../output.ts";
import { type KeyAccessOptions, parseKeyAccessOptions } from "../parseKeyAccessOptions.ts";
import { printKeyAccessPlan, printKeyAccessStart } from "../printKeyAccess.ts";
import { proveKeyAccess } from "../proveKeyAccess.ts";
import { readAccountStack } from "../readAccountStack.ts";

/** `qsgov revoke`: closes what is encrypted with a key to everybody, and proves it. */
export const revoke = (args: readonly string[], signal: AbortSignal) =>
  changeKeyAccess("revoke", "revoked", args, signal);

/** `qsgov restore`: gives back what `revoke` took, and proves it. */
export const restore = (args: readonly string[], signal: AbortSignal) =>
  changeKeyAccess("restore", "granted", args, signal);

/** What the whole command works with. */
interface Work {
  readonly options: KeyAccessOptions;
  readonly access: AwsAccess;
  /** Undefined: without lock, journal and record. */
  readonly bucket: string | undefined;
  readonly kms: KMSClient;
  readonly result: KeyAccessResult;
  readonly args: readonly string[];
  readonly signal: AbortSignal;
  /** What was written down in this run. */
  readonly written: AccessRecord[];
}

async function changeKeyAccess(
  command: "revoke" | "restore",
  desired: Access,
  args: readonly string[],
  signal: AbortSignal,
): Promise<ExitCode> {
  const options = parseKeyAccessOptions(command, desired, args);
  const stack = options.stack === undefined ? undefined : readAccountStack(command, options.stack);
  const access = await untilAborted(signal, () => findAccess(stack ?? {}));
  const { accountId, arn: by = "" } = await untilAborted(signal, () => identify(undefined, access));
  const { region } = access;
  const ownBucket = bucketNameOf(stack?.settings ?? {}, { accountId, region });
  const bucket = options.withoutBucket ? undefined : (options.bucket ?? ownBucket);
  const kms = new KMSClient({ ...access });
  const client = createQuickSight(access);
  try {
    const keyArn = await untilAborted(signal, () =>
      needing(command, "kms:DescribeKey on the key", () =>
        resolveKey(kms, options.key, { accountId, region }, stack?.settings.keys),
      ),
    );
    const dark = await untilAborted(signal, () => findDark(client, accountId, keyArn, kms));
    const { method, reason } = options;
    const result: KeyAccessResult = {
      ...{ command, accountId, region, keyArn, access: desired, method, reason, by, dark },
      records: [],
    };
    const work: Work = {
      ...{ options, access, bucket, kms, result, args, signal, written: [] },
    };
    if (!options.json) printKeyAccessStart(result, bucket);
    const code = (await carryOut(work)) ?? whole(result, await proveKeyAccess(work, client));
    if (options.json) output.printDocument(keyAccessDocument(result));
    return code;
  } finally {
    kms.destroy();
    client.destroy();
  }
}

/** The exit code of the proof; not `done` where what was done is not written down. */
function whole({ outcome }: KeyAccessResult, code: ExitCode): ExitCode {
  const isWhole = outcome === undefined || outcome.failed.length === 0;
  return code === exitCode.done && !isWhole ? exitCode.partly : code;
}

/** Plan, guard, change; the exit code where there is nothing more to do. */
async function carryOut(work: Work): Promise<ExitCode | undefined> {
  const { options, access, bucket, kms, result, signal, written } = work;
  const { accountId, region, keyArn, method, reason, by } = result;
  const desired: DesiredKeyAccess = {
    ...{ accountId, region, keyArn, access: result.access, method, reason, by },
  };
  const onRecord = (record: AccessRecord) => {
    written.push(record);
    result.records.push(`s3://${bucket ?? ""}/${accessRecordKey(keyArn, record)}`);
  };
  const subject = keyAccessSubject({ kms, access, bucket, onRecord });
  try {
    result.outcome = await run(subject, {
      ...{ desired, regions: { identity: region, data: [region] } },
      connection: { profile: access.profile },
      lock: bucket === undefined ? undefined : { ...access, bucket },
      owner: describeOwner(`qsgov ${result.command}`),
      ...{ approvals: options.approvals, signal },
      onPlan: (verdict) => {
        result.verdict = verdict;
        if (!options.json) printKeyAccessPlan(subject, result, work.args);
      },
      say: (message) => {
        output.say(message);
      },
    });
  } catch (error) {
    if (error instanceof PlanRefused) return exitCode.refused;
    // Who stopped it is told so, as by any command.
    if (error instanceof RunStopped) throw error;
    throw explainRun(error, work);
  }
  const { failed, stopped } = result.outcome;
  for (const { step, reason: why } of failed) {
    output.say(`qsgov ${result.command}: ${step.kind}: ${why}`);
  }
  if (stopped !== undefined) {
    output.say(`qsgov ${result.command}: ${stopped}; run it again to finish`);
    return exitCode.stopped;
  }
  if (failed.length > 0) {
    output.say(`qsgov ${result.command}: not all was done; run it again: it goes on from there`);
  }
  // What is only not written down is done all the same, and is to be proved.
  return failed.every(({ step }) => step.kind === "record") ? undefined : exitCode.partly;
}

/** An error before anything was written; where the bucket is the reason, with the way that needs none. */
function explainRun(error: unknown, { bucket, result: { command } }: Work): Error {
  const isBusy = error instanceof Error && error.name === "LockBusy";
  const message = explainError(error);
  if (bucket === undefined || (!isBusy && !/\block\b/.test(message))) {
    return new CommandError(`qsgov ${command}: ${message}`);
  }
  if (isBusy) {
    return new CommandError(
      `qsgov ${command}: ${message}. Where that cannot wait: --without-bucket takes no lock, and writes down who, when and why on the key alone, as a tag`,
    );
  }
  return new CommandError(
    `qsgov ${command}: ${message}. Name another one with --bucket NAME; or go on without: --without-bucket takes no lock, so see to it that nobody else does this meanwhile, and writes down who, when and why on the key alone, as a tag`,
  );
}
