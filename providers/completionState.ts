import type { Followed } from "@quicksight-governance/core/aws";
import type { CompletionKind } from "./completionKinds.ts";

/** What a Completion resource holds, as inputs and as state alike; flat, and with all its fields, as `RosterState` is. */
export interface CompletionState extends Followed {
  readonly version: 1;
  readonly kind: CompletionKind;
  readonly region: string;
  /** Stands for what AWS was given: another one is followed anew. */
  readonly definition: string;
  /** As an input what is wanted; in a state what there is. So a preview shows what is wrong, and an update puts it right. */
  readonly standing: string;
  /** In a state only: the mark of what was followed last; see `Standing.mark`. */
  readonly mark?: string;
  /** In a state only: the mark of the change that was followed last; see `Standing.change`. */
  readonly change?: string;
}

/** A change of one of these makes it another resource: they say what is followed. */
export const identityFields = ["kind", "accountId", "region", "subject"] as const;

/** Arguments of a Completion: see {@link CompletionState}. */
export interface CompletionArgs extends Omit<Followed, "wanted"> {
  readonly kind: CompletionKind;
  readonly region: string;
}

/** The properties of a completion. */
export function completionState(
  { kind, accountId, region, subject, displayName }: CompletionArgs,
  definition: string,
  wanted: string,
): CompletionState {
  return {
    version: 1,
    ...{ kind, accountId, region, subject, displayName, definition, wanted },
    standing: wanted,
  };
}
