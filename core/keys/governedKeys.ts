/** The customer managed keys that QuickSight is to encrypt with in one Region. */
export interface GovernedKeys {
  readonly accountId: string;
  readonly region: string;
  /** By the name in the settings, the ARN; undefined for a key that is not made yet. */
  readonly keys: Readonly<Record<string, string | undefined>>;
  /** By the ARN of each key that the stack has registered until now, or made, its name: those that leave the settings among them. */
  readonly former: ReadonlyMap<string, string>;
}

/** The registration as QuickSight has it, and what the keys that leave it encrypt. */
export interface ActualKeys {
  /** ARNs of the registered keys. */
  readonly registered: readonly string[];
  /** By the ARN of a key that leaves, the ARNs of data sets, data sources and the like that are encrypted with it, sorted. */
  readonly uses: ReadonlyMap<string, readonly string[]>;
  /** Keys whose uses cannot be found out, and why, for a person. */
  readonly unreadable: ReadonlyMap<string, string>;
}
