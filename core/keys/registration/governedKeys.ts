import type { QDataKey } from "./readRegistration.ts";

/** The customer managed keys that QuickSight is to encrypt with in one Region. */
export interface GovernedKeys {
  readonly accountId: string;
  readonly region: string;
  /** By the name in the settings, the ARN; undefined for a key that is not made yet. */
  readonly keys: Readonly<Record<string, string | undefined>>;
  /** The name of the default key; absent where nobody says. */
  readonly defaultKey?: string | undefined;
  /** True where the stack has no registration yet, and sends its list whatever QuickSight has. */
  readonly isNew?: boolean;
  /** By the ARN of each key that the stack has registered until now, or made, its name: those that leave the settings among them. */
  readonly former: ReadonlyMap<string, string>;
}

/** The registration as QuickSight has it, and what the keys that leave it encrypt. */
export interface ActualKeys {
  /** ARNs of the registered keys. */
  readonly registered: readonly string[];
  /** The ARN of the default key; absent where there is none. */
  readonly defaultArn?: string | undefined;
  /**
   * By the ARN of a registered key that stays, and that QuickSight may not take again, how KMS has it: `Disabled`. Empty where the list
   * of keys is as it should be, and is not sent.
   */
  readonly disabled?: ReadonlyMap<string, string>;
  /** What Amazon Q data is encrypted with; absent where QuickSight does not tell. */
  readonly qDataKey?: QDataKey | undefined;
  /** Whether the run gives QuickSight the list of keys. */
  readonly isSent?: boolean;
  /** By the ARN of a key that leaves, or is disabled, the ARNs of data sets, data sources and the like that are encrypted with it, sorted. */
  readonly uses: ReadonlyMap<string, readonly string[]>;
  /** What these are called for people, in the order in which they are named; absent: by their ARNs. */
  readonly titles?: ReadonlyMap<string, string>;
  /** Those keys whose uses cannot be found out, and why, for a person. */
  readonly unreadable: ReadonlyMap<string, string>;
}
