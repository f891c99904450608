import { encryptedThing } from "../encryptedThing.ts";
import {
  type DataSetAudit,
  type Grant,
  type KeyAudit,
  orderOf,
  type Retirement,
  type Use,
} from "./keyAudit.ts";

/** A data set as QuickSight lists it. */
export interface ListedDataSet {
  readonly arn: string;
  readonly id: string;
  readonly name: string;
  /** Only what is in SPICE is kept, and encrypted, by QuickSight. */
  readonly isInSpice: boolean;
}

/**
 * What is to be said of a data set's key. `current`: it is encrypted with the default key; `stale`: with another one than the default,
 * until its next full refresh; `retired`: with no customer key any more; `never`: nothing that was read tells of a customer key.
 */
export type EncryptionState = "current" | "stale" | "retired" | "never";

/** The key that encrypts what is new. */
export interface DefaultKey {
  /** Absent: AWS's own does, or nobody knows. */
  readonly arn?: string | undefined;
  /** As QuickSight has it registered, or by the last grant that events tell of: whatever is loaded in full takes the default key. */
  readonly from: "registration" | "events";
}

/** A data set and its key. Times as CloudTrail has them, in UTC. */
export interface EncryptionRow extends Pick<ListedDataSet, "arn" | "id"> {
  /** Absent of a data set that QuickSight does not list, or that it was not asked for. */
  readonly name?: string | undefined;
  /** Whether QuickSight has it; absent when it was not asked. */
  readonly isListed?: boolean | undefined;
  /** Absent where {@link isListed} is not true. */
  readonly isInSpice?: boolean | undefined;
  /** What events say; of one that is not in SPICE, where there is nothing to encrypt, of the time when it was. */
  readonly state: EncryptionState;
  /** The ARN of the key in use: of the last CreateGrant, and where none was read, of the last use. Absent when retired or never seen. */
  readonly key?: string | undefined;
  /** When the grant was made with which the key came into use; absent where none was read. */
  readonly since?: string | undefined;
  /** When a key was last used for its data: the later one of the next two. */
  readonly lastUsed?: string | undefined;
  /** When data was last written with a key. */
  readonly lastDataKey?: string | undefined;
  /** When data was last read with a key. */
  readonly lastDecrypt?: string | undefined;
  /** When the last grant was retired: no customer key encrypts the data set any more. */
  readonly retired?: string | undefined;
}

/**
 * Joins what the events say with the data sets that there are. Pure.
 *
 * @param listed what QuickSight lists; undefined: it was not asked, or did not answer
 * @param defaultKey by the events where nobody knows better ({@link defaultOf})
 * @returns a row for each data set that is listed or that events tell of, sorted by name (by id without one) and id
 */
export function encryptionRows(
  { dataSets }: Pick<KeyAudit, "dataSets">,
  listed: readonly ListedDataSet[] | undefined,
  defaultKey: DefaultKey,
): EncryptionRow[] {
  const there = new Set(listed?.map(({ arn }) => arn));
  const others = [...dataSets.keys()].filter((arn) => !there.has(arn));
  const isListed = listed === undefined ? undefined : false;
  return [
    ...(listed ?? []).map((each) => ({ ...each, isListed: true })),
    ...others.map((arn) => ({ arn, id: encryptedThing(arn).id, isListed })),
  ]
    .map((each) => ({ ...each, ...findKey(dataSets.get(each.arn), defaultKey) }))
    .sort((a, b) => compare(labelOf(a), labelOf(b)) || compare(a.arn, b.arn));
}

/** The default key as far as events tell. */
export function defaultOf({ dataSets }: Pick<KeyAudit, "dataSets">): DefaultKey {
  let last: Use | undefined;
  for (const { grants } of dataSets.values()) {
    for (const grant of grants) last = lastOf(last, grant);
  }
  return { arn: last?.key, from: "events" };
}

/** What a data set is called: its id where nobody has said its name. */
export function labelOf({ name, id }: Pick<EncryptionRow, "name" | "id">): string {
  return name ?? id;
}

const nothing: DataSetAudit = { grants: [], retirements: new Map() };

function findKey(audit: DataSetAudit = nothing, defaultKey: DefaultKey) {
  const { dataKey, decryption } = audit;
  const use = lastOf(dataKey, decryption);
  const { grant, retired } = findGrant(audit, use);
  const key = retired === undefined ? (grant ?? use)?.key : undefined;
  return {
    ...{ state: stateOf(key, retired, defaultKey), key },
    since: key === undefined ? undefined : grant?.time,
    ...{ lastUsed: use?.time, lastDataKey: dataKey?.time, lastDecrypt: decryption?.time, retired },
  };
}

/**
 * The last grant, and when it was retired. Of those in the same second it is one that was not: a load that failed at once gives up its
 * own, and has that in force made again. Else their order decides.
 */
function findGrant(audit: DataSetAudit, use: Use | undefined) {
  const all = [...audit.grants].sort((one, other) => compare(orderOf(other), orderOf(one)));
  const found = all.map((grant) => ({ grant, retired: findRetired(audit, grant, use) }));
  return (
    found.find(({ retired }) => retired === undefined) ??
    found[0] ?? { grant: undefined, retired: findRetired(audit, undefined, use) }
  );
}

function stateOf(
  key: string | undefined,
  retired: string | undefined,
  { arn, from }: DefaultKey,
): EncryptionState {
  if (retired !== undefined) return "retired";
  if (key === undefined) return "never";
  const isKnown = arn !== undefined || from === "registration";
  return isKnown && key !== arn ? "stale" : "current";
}

/**
 * When the key in use was retired. QuickSight retires the grant of the former key when a data set is encrypted with another, so that
 * a retirement of another grant or key than the last one's says nothing of it.
 */
function findRetired(
  { retirements }: DataSetAudit,
  grant: Grant | undefined,
  use: Use | undefined,
) {
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
  return orderOf(one) > orderOf(other) ? one : other;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
