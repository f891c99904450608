import type { ListedDataSet } from "../audit/encryptionRows.ts";

/** What SPICE data sets of one Region are to be encrypted with. */
export interface GovernedReencryption {
  readonly accountId: string;
  readonly region: string;
  /** The ARN of the declared default key: what is loaded is encrypted with it. */
  readonly defaultKey: string;
  /** Data sets with this tag are left alone; without a value, whatever its value. Absent: none is. */
  readonly exceptTag?: ExceptTag | undefined;
  /**
   * Whether what is under a key that is closed to QuickSight is loaded as well, which opens it under the default key.
   * @default false
   */
  readonly openRevoked?: boolean | undefined;
}

/** A tag that exempts a data set from re-encryption. */
export interface ExceptTag {
  readonly key: string;
  readonly value?: string | undefined;
}

/** What there is to be encrypted, and with what it is. */
export interface ActualReencryption {
  /** The ARN of the key that is the default now; undefined: AWS's own encrypts what is new. */
  readonly defaultKey: string | undefined;
  /** All data sets of the Region, whoever made them. */
  readonly dataSets: readonly ListedDataSet[];
  /** By the ARN of what is encrypted, the registered keys on which QuickSight has a grant for it. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
  /** The ARNs of all keys that are registered. */
  readonly registered: readonly string[];
  /** Of these and the declared default key, those that are closed to QuickSight, or may be, and why. */
  readonly closed: ReadonlyMap<string, string>;
  /** Registered keys whose grants cannot be read, and why. */
  readonly unreadable: ReadonlyMap<string, string>;
}
