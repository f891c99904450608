import type { FollowedKind } from "@quicksight-governance/core/aws";
import { dataSources, loads, ruleLoads } from "@quicksight-governance/core/data";
import { registrations, rotations } from "@quicksight-governance/core/keys";

/** What a Completion may be of. The names stand in states: they stay. */
export const completionKinds = {
  load: loads,
  ruleLoad: ruleLoads,
  dataSource: dataSources,
  keyRegistration: registrations,
  keyRotation: rotations,
} as const satisfies Record<string, FollowedKind>;

/** A row of {@link completionKinds}. */
export type CompletionKind = keyof typeof completionKinds;
