import { describeError } from "@quicksight-governance/core/aws";
import { RunStopped, type StopSource } from "@quicksight-governance/core/reconcile";
import { findPending, reencryptionOf } from "./findPending.ts";
import { PartialFailure } from "./partialFailure.ts";
import { pendingText } from "./pendingText.ts";
import { withPlainErrors } from "./plainError.ts";
import { printNotices } from "./printNotices.ts";
import {
  governedReencryptionOf,
  identityFields,
  type ReencryptionState,
} from "./reencryptionState.ts";
import { runInStack } from "./runInStack.ts";
import { say } from "./say.ts";
import { diffStored, type ProviderContext, stateOf, type Stored, unknownValue } from "./stored.ts";

const title = "reencryption";

/**
 * Says what the update will load, in a preview and again before the update: QuickSight is asked where another key becomes the default, the
 * resource is new, or a refresh found something. It refuses nothing, and whoever previews need not be allowed to ask.
 */
export async function checkReencryption(
  olds: Partial<ReencryptionState>,
  news: Stored<ReencryptionState>,
  context: ProviderContext,
): Promise<{ inputs: Stored<ReencryptionState> }> {
  const isMoved = olds.defaultKey !== news.defaultKey || olds.region !== news.region;
  const isOpened = news.openRevoked === true && olds.openRevoked !== true;
  const { pending = "" } = olds;
  if (!isMoved && !isOpened && pending === "") return { inputs: news };
  try {
    // What a refresh found may have been closed or loaded since.
    const { steps, notices } = await findPending(knownOf(news), context, isMoved);
    const cancels = steps.filter(({ kind }) => kind === "cancel");
    if (cancels.length > 0) sayLines("the update cancels what would open", pendingText(cancels));
    const text = pendingText(steps.filter(({ kind }) => kind !== "cancel"));
    if (text !== "") sayLoads(text);
    printNotices(title, notices);
  } catch (error) {
    if (!isMoved && pending !== "") sayLoads(pending);
    say(
      title,
      `which data sets the update loads is not known here (${describeError(error)}): all that are in SPICE and not under the default key`,
    );
  }
  return { inputs: news };
}

/** What differs, and whether it makes another resource. */
export function diffReencryption(
  olds: Stored<ReencryptionState>,
  news: Stored<ReencryptionState>,
): { changes: boolean; replaces: string[] } {
  return diffStored(whole(olds), whole(news), identityFields);
}

/** With the fields that are only there where they say something, so that taking one out is a difference. */
function whole(state: Stored<ReencryptionState>): Stored<ReencryptionState> {
  return { ...state, openRevoked: state.openRevoked ?? false, closing: state.closing ?? "" };
}

/** Brings everything in SPICE under the default key. */
export function createReencryption(
  news: Stored<ReencryptionState>,
  context: ProviderContext,
): Promise<{ id: string; outs: ReencryptionState }> {
  return withPlainErrors(taskOf(news), async () => {
    const id = `${news.accountId}/${news.region}`;
    return { id, outs: stateOf(await apply(id, news, context)) };
  });
}

/** The same, and goes on where a run stopped halfway. */
export function updateReencryption(
  id: string,
  news: Stored<ReencryptionState>,
  context: ProviderContext,
): Promise<{ outs: ReencryptionState }> {
  return withPlainErrors(taskOf(news), async () => ({
    outs: stateOf(await apply(id, news, context)),
  }));
}

/** What is not under the default key now. Where that may not be found out the state stays as it is: a refresh is for all of the stack. */
export async function readReencryptionState(
  id: string,
  props: Stored<ReencryptionState>,
  context: ProviderContext,
): Promise<{ id: string; props: ReencryptionState; inputs: ReencryptionState }> {
  try {
    const { steps } = await findPending(props, context);
    const read = stateOf({ ...props, pending: pendingText(steps) });
    return { id, props: read, inputs: read };
  } catch (error) {
    say(
      title,
      `what is under which key is not known (${describeError(error)}), and left as it was`,
    );
    return { id, props: stateOf(props), inputs: stateOf(props) };
  }
}

function sayLoads(text: string): void {
  sayLines(
    "the update loads these in full from their sources, or writes them again, to bring them under the default key",
    text,
  );
}

function sayLines(heading: string, text: string): void {
  const lines = text.split("\n").map((line) => `  ${line}`);
  say(title, `${heading}:\n${lines.join("\n")}`);
}

/** The inputs as far as they are known: before a key is made nothing is under it, and before the bucket there is no ledger. */
function knownOf(news: ReencryptionState): ReencryptionState {
  const { defaultKey, lockBucket } = news;
  return {
    ...news,
    defaultKey: defaultKey === unknownValue ? "the key that is made" : defaultKey,
    lockBucket: lockBucket === unknownValue ? "" : lockBucket,
  };
}

/** What an error is about. */
function taskOf({ accountId, region, defaultKey }: ReencryptionState): string {
  return `re-encrypting what account ${accountId} has in SPICE in ${region} under ${defaultKey}`;
}

/**
 * @returns the state after it
 * @throws {PartialFailure} naming all that is left, where anything is
 */
async function apply(
  id: string,
  news: Stored<ReencryptionState>,
  context: ProviderContext,
): Promise<Stored<ReencryptionState>> {
  const { region, minutes, lockBucket } = news;
  const place = {
    ...{ identityRegion: region, dataRegions: [region], region, lockBucket },
    ...{ isShown: undefined, stops: [after(minutes)], isNoticed: false },
  };
  const subject = reencryptionOf(news, context.profile);
  const problem = await runInStack(subject, governedReencryptionOf(news), place, context);
  const left = await findPending(news, context).catch(() => undefined);
  // What the API could not load shows only now.
  printNotices(title, left?.notices ?? []);
  const state = left === undefined ? news : { ...news, pending: pendingText(left.steps) };
  if (problem !== "") throw new PartialFailure(id, state, problem);
  return state;
}

/** Stops a run so that its credentials last: those of a role that a pipeline assumes do for an hour, unless somebody asked for more. */
function after(minutes: number): StopSource {
  return (stop) => {
    const timer = setTimeout(() => {
      stop(new RunStopped(`after ${minutes} minutes (account.reencryption.minutes)`));
    }, minutes * 60_000);
    return () => {
      clearTimeout(timer);
    };
  };
}
