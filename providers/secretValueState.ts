import type { SecretContent } from "@quicksight-governance/core/secrets";

/** What a SecretValue resource holds, as inputs and as state alike: all about a content but the content itself. */
export interface SecretValueState extends SecretContent {
  readonly version: 1;
  readonly region: string;
  /** Another number: the content is given once more. */
  readonly round: number;
  /** True: a function changes the content, so that another one is no difference. */
  readonly rotates: boolean;
  /** As an input `current`; in a state what is. So a preview shows what somebody put there by hand, and an update puts ours back. */
  readonly standing: string;
  /** In a state only: the version that has our content. */
  readonly versionId?: string;
}

/** A change of one of these makes it another resource. */
export const identityFields = ["secretArn", "region"] as const;
