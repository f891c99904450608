import type { QDataKey, RegisteredKey } from "@quicksight-governance/core/keys";
import type {
  DefaultKey,
  Elsewhere,
  EncryptionRow,
  KeyAudit,
  LastUse,
} from "@quicksight-governance/core/keys/audit";

/** All that `qsgov keys` found out. */
export interface AuditOfKeys {
  readonly accountId: string;
  readonly region: string;
  /** Where the events are from, for a person. */
  readonly source: string;
  /** Empty where QuickSight did not say. */
  readonly registered: readonly RegisteredKey[];
  /** Of Amazon Q data; absent where QuickSight does not tell. */
  readonly qDataKey?: QDataKey | undefined;
  readonly defaultKey: DefaultKey;
  /** Why something is not known, with what to do. */
  readonly unknown: {
    readonly dataSets?: string | undefined;
    readonly defaultKey?: string | undefined;
  };
  readonly rows: readonly EncryptionRow[];
  readonly audit: KeyAudit;
  readonly lastUses: ReadonlyMap<string, LastUse>;
  /** What the trail has besides; empty for the event history. */
  readonly elsewhere: Elsewhere;
}

/** A key that is registered, or that encrypts a data set. */
export interface AuditedKey extends LastUse {
  readonly arn: string;
  readonly registration: "default" | "registered" | "not registered" | "not known";
  /** How many data sets it encrypts. */
  readonly dataSets: number;
}

/** The keys of an audit: the default one, the others that are registered, and those that are not. */
export function keysOf({
  registered,
  unknown,
  rows,
  lastUses,
}: Pick<AuditOfKeys, "registered" | "unknown" | "rows" | "lastUses">): AuditedKey[] {
  const otherwise = unknown.defaultKey === undefined ? "not registered" : "not known";
  return keyArnsOf(registered, rows).map((arn) => {
    const key = registered.find((each) => each.arn === arn);
    const registration = key === undefined ? otherwise : "registered";
    return {
      ...{ arn, registration: key?.default === true ? "default" : registration },
      dataSets: rows.filter((row) => row.key === arn && isThere(row)).length,
      ...lastUses.get(arn),
    };
  });
}

/** Their ARNs. */
export function keyArnsOf(
  registered: readonly RegisteredKey[],
  rows: readonly EncryptionRow[],
): string[] {
  const inOrder = [...registered].sort((a, b) => Number(b.default) - Number(a.default));
  const used = rows.flatMap((row) => (isThere(row) ? (row.key ?? []) : [])).sort();
  return [...new Set([...inOrder.map(({ arn }) => arn), ...used])];
}

/** Whether a data set has, as far as anybody knows, data in SPICE that a key encrypts. */
export function isThere({ isListed, isInSpice }: EncryptionRow): boolean {
  return isListed !== false && isInSpice !== false;
}
