import type { DataSetAudit, KeyAudit, Retirement, Use } from "./keyAudit.ts";

/** A data set as QuickSight lists it. */
export interface ListedDataSet {
  readonly arn: string;
  readonly id: string;
  readonly name: string;
  /** Only what is in SPICE is kept, and encrypted, by QuickSight. */
  readonly isInSpice: boolean;
}

/**
 * What is to be said of a data set's key. `default`: it is encrypted with the default key;
 * `stale`: with another one than the default, until its next full refresh; `retired`: with no customer key any more; `never seen`:
 * nothing that was read tells; `not in SPICE`: there is no data to encrypt.
 */
export type EncryptionState = "default" | "stale" | "retired" | "never seen" | "not in SPICE";

/** A data set and its key. Times as CloudTrail has them, in UTC. */
export interface EncryptionRow extends ListedDataSet {
  readonly state: EncryptionState;
  /** The ARN of the key in use: of the last CreateGrant, and where none was read, of the last use. Absent when retired or never seen. */
  readonly key?: string | undefined;
  /** When the grant was made with which the key came into use; absent where none was read. */
  readonly since?: string | undefined;
  /** When data was last written with a key. */
  readonly lastDataKey?: string | undefined;
  /** When data was last read with a key. */
  readonly lastDecrypt?: string | undefined;
  /** When the last grant was retired: no customer key encrypts the data set any more. */
  readonly retired?: string | undefined;
  readonly stale: boolean;
  readonly neverSeen: boolean;
}

/** All that an audit comes to. */
export interface EncryptionReport {
  /** One for each data set there is, sorted by name and id. */
  readonly rows: readonly EncryptionRow[];
  /** ARNs of data sets that events tell of and that are not there any more, sorted. */
  readonly gone: readonly string[];
}

/**
 * Joins what the events say with the data sets that there are. Pure.
 *
 * @param defaultKey the ARN of the key that encrypts what is new; undefined: AWS's own does
 */
export function encryptionRows(
  { dataSets }: Pick<KeyAudit, "dataSets">,
  listed: readonly ListedDataSet[],
  defaultKey: string | undefined,
): EncryptionReport {
  const there = new Set(listed.map(({ arn }) => arn));
  return {
    rows: listed
      .map((dataSet) => toRow(dataSet, dataSets.get(dataSet.arn), defaultKey))
      .sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id)),
    gone: [...dataSets.keys()].filter((arn) => !there.has(arn)).sort(),
  };
}

function toRow(
  dataSet: ListedDataSet,
  audit: DataSetAudit = { retirements: new Map() },
  defaultKey: string | undefined,
): EncryptionRow {
  const { grant, dataKey, decryption } = audit;
  const use = lastOf(dataKey, decryption);
  const retired = findRetired(audit, use);
  const key = retired === undefined ? (grant ?? use)?.key : undefined;
  const neverSeen = dataSet.isInSpice && key === undefined && retired === undefined;
  const stale = dataSet.isInSpice && key !== undefined && key !== defaultKey;
  return {
    ...dataSet,
    state: stateOf({ isInSpice: dataSet.isInSpice, stale, neverSeen, retired }),
    ...{ key, since: key === undefined ? undefined : grant?.time },
    ...{ lastDataKey: dataKey?.time, lastDecrypt: decryption?.time, retired, stale, neverSeen },
  };
}

function stateOf({
  isInSpice,
  stale,
  neverSeen,
  retired,
}: Pick<EncryptionRow, "isInSpice" | "stale" | "neverSeen" | "retired">): EncryptionState {
  if (!isInSpice) return "not in SPICE";
  if (neverSeen) return "never seen";
  if (retired !== undefined) return "retired";
  return stale ? "stale" : "default";
}

/**
 * When the key in use was retired. QuickSight retires the grant of the former key when a data set is encrypted with another, so that
 * a retirement of another grant or key than the last one's says nothing of it.
 */
function findRetired({ grant, retirements }: DataSetAudit, use: Use | undefined) {
  const last = grant ?? use;
  const times = [...retirements.values()]
    .filter(
      (retirement) => last === undefined || isOf(retirement, { ...last, grant: grant?.grant }),
    )
    .map(({ time }) => time);
  if (grant?.retired !== undefined) times.push(grant.retired);
  return times.sort().at(-1);
}

/** Whether a retirement is of this grant: by its id where both have one, else by the key and because it came later. */
function isOf(
  retirement: Retirement,
  { time, key, grant }: Pick<Use, "time" | "key"> & { readonly grant: string | undefined },
): boolean {
  if (retirement.byId === true) return retirement.grant === grant;
  if (retirement.grant !== undefined && grant !== undefined) return retirement.grant === grant;
  if (retirement.key !== undefined && retirement.key !== key) return false;
  // In the same second, a full refresh that retires the former grant is likelier than a grant that goes at once.
  return retirement.time > time;
}

function lastOf(one: Use | undefined, other: Use | undefined): Use | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.time === other.time) return one.id > other.id ? one : other;
  return one.time > other.time ? one : other;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
