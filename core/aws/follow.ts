import { setTimeout as sleep } from "node:timers/promises";
import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import type { Followed, FollowedKind, Standing } from "./standing.ts";
import { untilAborted } from "./untilAborted.ts";

/** Pauses between two looks in milliseconds: doubled from the first to the last. QuickSight lists loads five times a second. */
const firstPause = 250;
const lastPause = 5000;

/** See {@link FollowedKind.untilShown}. */
const untilShown = 15_000;

/** How {@link follow} waits. */
export interface FollowOptions {
  /** The mark of a go that is over: the next one is waited for, for a while. */
  readonly past?: string | undefined;
  /** Ends the waiting at once; what AWS does goes on. */
  readonly signal: AbortSignal;
  /** Gets told, at every look, how it stands. */
  readonly onLook: (standing: Standing) => void;
  /** For tests: in place of that of the kind. */
  readonly untilShown?: number | undefined;
}

/**
 * Looks until AWS is done, one way or the other. Where another go took the place of the one that was followed, that one is.
 *
 * @returns how it ended; still `running` when the limit of its kind was reached
 * @throws the reason of the signal, or an error of AWS
 */
export async function follow(
  kind: Pick<FollowedKind, "look" | "limit" | "untilShown">,
  client: QuickSightClient,
  followed: Followed,
  { past, signal, onLook, untilShown: grace = kind.untilShown ?? untilShown }: FollowOptions,
): Promise<Standing> {
  const begun = performance.now();
  let overSince: number | undefined;
  for (let pause = firstPause; ; pause = Math.min(lastPause, 2 * pause)) {
    const standing = await untilAborted(signal, () => kind.look(client, followed));
    onLook(standing);
    const now = performance.now();
    overSince = standing.is === "running" ? undefined : (overSince ?? now);
    const isOld = standing.mark !== "" && standing.mark === past;
    const mayGoOn = isOld || standing.mayBeFollowed === true;
    const isOver = overSince !== undefined && !(mayGoOn && now - overSince < grace);
    if (isOver || now - begun > kind.limit) return standing;
    await untilAborted(signal, () => sleep(pause, undefined, { signal }));
  }
}
