import {
  ConflictException,
  CreateIngestionCommand,
  type Ingestion,
  InvalidParameterValueException,
  LimitExceededException,
  type QuickSightClient,
  ResourceExistsException,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { clientOf } from "../../assets/clientOf.ts";
import { countByHand, mostByHand } from "../../assets/countByHand.ts";
import type { GivingApi } from "../../aws/api.ts";
import type { StepContext } from "../../reconcile/subject.ts";
import { againWhile } from "./againWhile.ts";
import { awaitOwn } from "./awaitOwn.ts";
import type { Load } from "./cancelOwn.ts";
import type { GovernedReencryption } from "./governedReencryption.ts";
import { isFull } from "./isFull.ts";
import { loadEntry, loadPrefix, sinceOf, type WorkNote, workNote } from "./reencryptionNotes.ts";
import type { RefreshStep } from "./reencryptionStep.ts";
import { requireDefault } from "./requireDefault.ts";
import type { RequireOpen } from "./requireOpen.ts";
import { settledLoads } from "./settledLoads.ts";

/** Where loads stop being tried in one run: each ends in somebody else's that takes its place. */
const mostTries = 3;

type Context = StepContext<GovernedReencryption>;

/**
 * Loads a data set in full, under the default key, and follows the load to its end. What is found of loads decides what is done, so that
 * it may be killed anywhere and repeated: a load that was begun under this default key is followed and not begun again; one of somebody
 * else that is under way is waited for, as it may have begun under the key before.
 *
 * @param requireOpen asked before a load begins, and while it goes on: what somebody closes meanwhile is not opened by it
 * @throws Error that says why the load failed, or cannot be begun now: the next run tries again
 */
export async function refreshDataSet(
  api: GivingApi,
  { dataSet }: RefreshStep,
  context: Context,
  requireOpen: RequireOpen,
): Promise<void> {
  const reading = clientOf(api.reading.data, context.desired.region);
  const since = sinceOf(context);
  const prefix = loadPrefix(context.desired, dataSet.arn, since);
  const first = firstAttempt(workNote(context.journal, loadEntry(dataSet.id), since));
  let begun = 0;
  const { note, noteDone } = notesOf(reading, context, dataSet.id);
  try {
    for (let tries = 1; ; tries += 1) {
      const loads = await settledLoads(api, context, dataSet.id, requireOpen);
      const own = loads.filter(({ IngestionId: id = "" }) => attemptIn(id, prefix) >= first);
      const last = Math.max(begun, ...own.map(({ IngestionId: id = "" }) => attemptIn(id, prefix)));
      if (hasLoadedSince(loads, own)) {
        await noteDone(last);
        return;
      }
      if (tries > mostTries) {
        throw new Error("loads of others took the place of its own: the next run loads it again");
      }
      requireByHand(loads);
      await requireDefault(reading, context.desired);
      // Of what may not begin nothing is noted.
      await requireOpen("beginning");
      const attempt = Math.max(first, last + 1);
      await note("begun", attempt);
      begun = attempt;
      const load = { DataSetId: dataSet.id, IngestionId: `${prefix}${attempt}` };
      const refusal = await begin(api, context, load, requireOpen);
      if (refusal !== undefined) {
        await note("refused", attempt, refusal);
        return;
      }
      const ended = await awaitOwn(api, context, load, requireOpen);
      if (ended.IngestionStatus === "COMPLETED") {
        await noteDone(attempt);
        return;
      }
      if (!isSuperseded(ended)) {
        await note("failed", attempt);
        throw new Error(describeFailure(ended));
      }
    }
  } catch (error) {
    // Who deleted it leaves nothing to encrypt.
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
}

/** Notes what became of a load: done only where the default key is the declared one still. */
function notesOf(client: QuickSightClient, context: Context, dataSetId: string) {
  const since = sinceOf(context);
  const note = async (state: WorkNote["state"], attempt: number, reason?: string) => {
    const entry: WorkNote = { state, attempt, since, ...(reason === undefined ? {} : { reason }) };
    await context.remember(loadEntry(dataSetId), entry);
  };
  const noteDone = async (attempt: number) => {
    try {
      await requireDefault(client, context.desired);
    } catch (error) {
      // Of what is over nothing tells the key: the next run loads it once more.
      await note("failed", attempt);
      throw error;
    }
    await note("done", attempt);
  };
  return { note, noteDone };
}

/** Whether a full load has ended well that began with one of ours or after it: then it is under this default key, whoever began it. */
function hasLoadedSince(loads: readonly Ingestion[], own: readonly Ingestion[]): boolean {
  const first = Math.min(...own.map(({ CreatedTime }) => CreatedTime?.getTime() ?? Infinity));
  return loads.some(
    (load) =>
      load.IngestionStatus === "COMPLETED" &&
      isFull(load) &&
      (load.CreatedTime?.getTime() ?? 0) >= first,
  );
}

/** The number of the first load that counts: one that was noted may never have been begun, and what is over is not followed again. */
function firstAttempt(note: WorkNote | undefined): number {
  if (note === undefined) return 1;
  return note.state === "begun" ? note.attempt : note.attempt + 1;
}

/** The number of a load of ours; 0 of another. */
function attemptIn(ingestionId: string, prefix: string): number {
  const attempt = ingestionId.startsWith(prefix) ? Number(ingestionId.slice(prefix.length)) : 0;
  return Number.isSafeInteger(attempt) ? attempt : 0;
}

function requireByHand(loads: readonly Ingestion[]): void {
  const count = countByHand(loads, Date.now());
  if (count < mostByHand) return;
  throw new Error(
    `QuickSight takes ${mostByHand} loads by hand of a data set in 24 hours, and these are used up: the next run loads it`,
  );
}

/**
 * Begins a load, and waits while QuickSight has too many or is changing the data set. Keys are asked about each time.
 *
 * @returns why the API cannot load this data set, if it cannot
 */
async function begin(
  api: GivingApi,
  { desired: { accountId, region }, signal }: Context,
  load: Load,
  requireOpen: RequireOpen,
): Promise<string | undefined> {
  const input = { AwsAccountId: accountId, ...load };
  const command = new CreateIngestionCommand({ ...input, IngestionType: "FULL_REFRESH" });
  try {
    await againWhile(
      (error) => error instanceof LimitExceededException || error instanceof ConflictException,
      signal,
      async () => {
        await requireOpen("beginning");
        await clientOf(api.giving.data, region).send(command);
      },
    );
  } catch (error) {
    if (error instanceof InvalidParameterValueException) return error.message;
    // Ours, of a run that was killed, or of a call whose answer was lost.
    if (!(error instanceof ResourceExistsException)) throw error;
  }
  return undefined;
}

/** What a load is called that another one ended (API model: `IngestionErrorType`). */
const superseded = ["INGESTION_SUPERSEDED", "REFRESH_SUPPRESSED_BY_EDIT"];

function isSuperseded({ ErrorInfo }: Ingestion): boolean {
  return superseded.includes(ErrorInfo?.Type ?? "");
}

function describeFailure({ IngestionStatus: status, ErrorInfo }: Ingestion): string {
  const { Type = "", Message = "" } = ErrorInfo ?? {};
  const reason: string[] = [status ?? "", [Type, Message].filter(Boolean).join(": ")].filter(
    Boolean,
  );
  return `its load failed (${reason.join(" ")}): people see the rows of before, under the key of before; the next run loads it again`;
}
