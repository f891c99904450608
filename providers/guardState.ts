import type { GuardSettings } from "@quicksight-governance/core/settings";
import { words } from "./words.ts";

/** The guard's settings as a state holds them: see `GuardSettings`. */
export interface GuardState {
  readonly removalPercent: number;
  readonly removalAtLeast: number;
  readonly removalAtMost: number;
  readonly promotionPercent: number;
  readonly promotionAtLeast: number;
  readonly promotionAtMost: number;
  readonly registrationPercent: number;
  readonly registrationAtLeast: number;
  readonly registrationAtMost: number;
  readonly minimumAdmins: number;
  /** Patterns, separated by spaces. */
  readonly protected: string;
  readonly additiveOnly: boolean;
  readonly leavers: GuardSettings["leavers"];
  /** Empty: nobody inherits. */
  readonly successor: string;
}

/** The properties that hold a guard: what {@link guardOf} reads back. */
export function describeGuard(guard: GuardSettings): GuardState {
  const { removals, promotions, registrations } = guard;
  return {
    removalPercent: removals.percent,
    removalAtLeast: removals.atLeast,
    removalAtMost: removals.atMost,
    promotionPercent: promotions.percent,
    promotionAtLeast: promotions.atLeast,
    promotionAtMost: promotions.atMost,
    registrationPercent: registrations.percent,
    registrationAtLeast: registrations.atLeast,
    registrationAtMost: registrations.atMost,
    minimumAdmins: guard.minimumAdmins,
    protected: guard.protected.join(" "),
    additiveOnly: guard.additiveOnly,
    leavers: guard.leavers,
    successor: guard.successor ?? "",
  };
}

/** The guard that a state holds. */
export function guardOf(state: GuardState): GuardSettings {
  return {
    removals: {
      percent: state.removalPercent,
      atLeast: state.removalAtLeast,
      atMost: state.removalAtMost,
    },
    promotions: {
      percent: state.promotionPercent,
      atLeast: state.promotionAtLeast,
      atMost: state.promotionAtMost,
    },
    registrations: {
      percent: state.registrationPercent,
      atLeast: state.registrationAtLeast,
      atMost: state.registrationAtMost,
    },
    minimumAdmins: state.minimumAdmins,
    protected: words(state.protected),
    additiveOnly: state.additiveOnly,
    leavers: state.leavers,
    successor: state.successor === "" ? undefined : state.successor,
  };
}
