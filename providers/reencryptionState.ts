import type { GovernedReencryption } from "@quicksight-governance/core/keys/reencryption";

/** What a Reencryption resource holds, as inputs and as state alike; flat, and with all its fields, as `RosterState` is. */
export interface ReencryptionState {
  /** Of this form. */
  readonly version: 1;
  readonly accountId: string;
  readonly region: string;
  /** The ARN of the default key. */
  readonly defaultKey: string;
  /** The key of the tag that exempts a data set; empty: none does. */
  readonly exceptTag: string;
  /** The value that it must have; empty: any. */
  readonly exceptTagValue: string;
  /** Whether what is under a revoked key is loaded as well; absent: it is not, as in states of before. */
  readonly openRevoked?: boolean;
  /**
   * ARNs of keys that the settings revoke, a line each: what is under one is left alone also before that is done. Absent: none.
   */
  readonly closing?: string;
  /** Loads under way at once. */
  readonly parallel: number;
  /** After so many minutes what is left is left to the next run. */
  readonly minutes: number;
  /** The bucket that holds lock and ledger. */
  readonly lockBucket: string;
  /** In a state what is not under the default key, a line each; as an input nothing. So a preview shows it, and an update mends it. */
  readonly pending: string;
}

/** A change of one of these makes it another resource: they say whose data it is about. */
export const identityFields = ["accountId", "region"] as const;

/** What a run is given. */
export function governedReencryptionOf({
  accountId,
  region,
  defaultKey,
  exceptTag: key,
  exceptTagValue: value,
  openRevoked = false,
}: ReencryptionState): GovernedReencryption {
  const exceptTag = key === "" ? undefined : value === "" ? { key } : { key, value };
  return { accountId, region, defaultKey, exceptTag, openRevoked };
}
