import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { follow, type FollowOptions } from "./follow.ts";
import type { Followed, FollowedKind, Standing } from "./standing.ts";

/** What an earlier run left of something that is followed. */
export interface Before {
  /** The mark of the go that it saw last; see {@link Standing}. */
  readonly mark: string;
  /** True: AWS was given nothing else since. */
  readonly isSame: boolean;
}

/** How {@link complete} waits, and whom it tells. */
export interface CompleteOptions extends Omit<FollowOptions, "past"> {
  /** Absent: no run has followed it yet. */
  readonly before: Before | undefined;
  /** Gets told that AWS does it once more, and why. */
  readonly onSaid: (said: string) => void;
}

/**
 * Follows what AWS accepted to its end. What failed in an earlier run is done again first; what a change should have begun, and AWS does
 * not show, is begun where nothing may be claimed without it.
 *
 * @returns how it ended; see {@link follow}
 * @throws the reason of the signal, or an error of AWS
 */
export async function complete(
  kind: FollowedKind,
  client: QuickSightClient,
  followed: Followed,
  { before, onSaid, ...watching }: CompleteOptions,
): Promise<Standing> {
  const past = before?.isSame === false ? before.mark : undefined;
  const found = await follow(kind, client, followed, { ...watching, past });
  const isMissing = kind.everyChange === true && past !== undefined && found.mark === past;
  const isKnown = before?.mark === found.mark;
  const isToDoAgain = found.is === "wrong" && (kind.atOnce || isKnown);
  if (!isMissing && !isToDoAgain) return found;
  const { said, problem } = await kind.again(client, followed, isMissing ? "missing" : "failed");
  if (problem !== undefined) return { ...found, ...explain(followed, found, isMissing, problem) };
  if (said !== undefined) onSaid(said);
  return follow(kind, client, followed, { past: found.mark, ...watching });
}

/** Why it is wrong, where it cannot be done again. */
function explain(
  { displayName }: Followed,
  { is, text, mark, problem: known }: Standing,
  isMissing: boolean,
  problem: string,
): Pick<Standing, "is" | "text" | "problem"> {
  if (isMissing && is !== "wrong") {
    const missing = `QuickSight does not show that the change of ${displayName} began anything, so that what was before may hold`;
    return { is: "wrong", text: `${text} before the change`, problem: `${missing}. ${problem}` };
  }
  const problems = [mark === "" ? undefined : known, problem];
  const all = problems.filter((one) => one !== undefined);
  return { is: "wrong", text, problem: all.join(". ") };
}
