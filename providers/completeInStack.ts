import {
  complete,
  createQuickSight,
  type FollowedKind,
  type Standing,
} from "@quicksight-governance/core/aws";
import { untilStopped } from "@quicksight-governance/core/reconcile";
import { atCancel } from "./atCancel.ts";
import { completionKinds } from "./completionKinds.ts";
import type { CompletionState } from "./completionState.ts";
import { everyTenSeconds } from "./everyTenSeconds.ts";
import { PartialFailure } from "./partialFailure.ts";
import { say } from "./say.ts";
import type { ProviderContext, Stored } from "./stored.ts";

/**
 * Follows a completion to its end for the engine: stopped by Ctrl-C and signals, with its progress as messages of the stack. What went
 * wrong in an earlier run, and is known to the state, is done again first.
 *
 * @param olds the state before; absent when there is none yet
 * @returns the state after it
 * @throws {PartialFailure} when it ended otherwise than it should, when it takes too long, and when it was stopped
 */
export async function completeInStack(
  id: string,
  news: Stored<CompletionState>,
  olds: CompletionState | undefined,
  { profile }: ProviderContext,
): Promise<Stored<CompletionState>> {
  const kind: FollowedKind = completionKinds[news.kind];
  const task = kind.task(news.displayName);
  let last: Standing = { is: "running", text: "not looked at yet", mark: olds?.mark ?? "" };
  const before = olds && { mark: olds.mark ?? "", isSame: olds.definition === news.definition };
  let change = olds?.change;
  const stateAfter = ({ text, mark }: Standing) => ({
    ...{ ...news, standing: text, mark },
    ...(change === undefined ? {} : { change }),
  });
  const fail = (standing: Standing, reason: string) => {
    const { mark } = standing;
    // What was seen is of before the change: the next run must not take it for what came of that.
    const isOld = mark !== "" && olds?.mark === mark && before?.isSame === false;
    const definition = isOld ? olds.definition : news.definition;
    return new PartialFailure(id, { ...stateAfter(standing), definition }, reason);
  };
  const client = createQuickSight({ region: news.region, profile });
  try {
    last = await untilStopped(async (signal) => {
      const told = printStanding(task);
      const watch = (standing: Standing) => {
        last = standing;
        // The first one is of what was changed before this; one that comes while it is followed is another's.
        if (change === olds?.change) change = standing.change ?? change;
        told(standing);
      };
      try {
        return await complete(kind, client, news, {
          ...{ before, signal, onLook: watch },
          onSaid: (said) => {
            say(task, said);
          },
        });
      } catch (error) {
        if (!signal.aborted) throw error;
        const { message } = signal.reason as Error;
        throw fail(
          last,
          `${message}: ${task} goes on at QuickSight (${last.text}); run it again to follow it`,
        );
      }
    }, atCancel);
  } finally {
    client.destroy();
  }
  if (last.is === "wrong") throw fail(last, last.problem ?? last.text);
  if (last.is === "running") {
    const waited = `${task} is not over after ${kind.limit / 60_000} minutes (${last.text})`;
    if (kind.tooLong !== undefined) throw fail(last, `${waited}; ${kind.tooLong}`);
    say(task, `${waited}; it goes on at QuickSight, and the next run looks at it again`);
  }
  return stateAfter(last);
}

/** Says every ten seconds how what is waited for stands. */
function printStanding(task: string): (standing: Standing) => void {
  const print = everyTenSeconds((text: string) => {
    say(task, text);
  });
  return ({ is, text }) => {
    if (is === "running") print(text);
  };
}
