import type { NamedPerson } from "../accessClasses.ts";
import type { AccessIndex } from "../accessIndex.ts";
import { keyOf, type Way } from "../findWays.ts";
import { principalsOf } from "../principals.ts";
import type { SnapshotAsset } from "../snapshot.ts";
import type { SnapshotRowRules, SnapshotRule, SnapshotTagRules } from "./protection.ts";

/** The rules about rows for somebody: they see rows that one of them gives, and none where there is none. */
export interface RowLimit {
  readonly rules: readonly SnapshotRule[];
  /** Why nobody knows the rules: then it is not known what they see. */
  readonly unread?: string;
}

/** Which rows and columns of a data set somebody sees. */
export interface Sight {
  /** Absent: every row. */
  readonly limit?: RowLimit;
  /** Why every row, where it is not for want of rules: they own it, or its rules are off. */
  readonly past?: "owner" | "off";
  /** By what they own it. */
  readonly owned: readonly Way[];
  /** Columns that they do not see, sorted. */
  readonly hidden: readonly string[];
  /** Why it is not known whether there are rules. */
  readonly unread?: string;
  /** The rules for sessions without a user, which hold for nobody who signs in; absent: there are none. */
  readonly tags?: SnapshotTagRules;
  /**
   * The ids of data sets that it is made of, and that have rules or may have: whether these hold for it as well AWS says nowhere, so that
   * they are taken not to.
   */
  readonly unconfirmed?: readonly string[];
}

/** Answers which rows and columns of a data set somebody sees who reads it. */
export type Seeing = (principals: ReadonlySet<string>, region: string, dataSet: string) => Sight;

/**
 * Which rows and columns of data sets people see, by the rules of the user guide ("Using row-level security with user-based rules"): what any
 * rule of theirs gives, nothing where none is for them, everything for owners, by folders as well. Columns that a rule names are for whom it
 * names (API reference of ColumnLevelPermissionRule), and for owners, who can change these rules.
 */
export function seeing({ snapshot, waysTo }: AccessIndex): Seeing {
  const dataSets = new Map(
    snapshot.assets.flatMap((asset) => (asset.kind === "data-set" ? [[keyOf(asset), asset]] : [])),
  );
  const indexes = new Map<SnapshotRowRules, RuleIndex>();
  const rulesFor = (rows: SnapshotRowRules, principals: ReadonlySet<string>) => {
    const found = indexes.get(rows) ?? indexRules(rows.rules ?? []);
    indexes.set(rows, found);
    return [...principals]
      .flatMap((one) => found.get(one) ?? [])
      .sort((one, other) => one.place - other.place)
      .map(({ rule }) => rule);
  };
  const known = new Map<SnapshotAsset, DataSetFacts>();
  const factsOf = (asset: SnapshotAsset): DataSetFacts => {
    const { region } = asset;
    const found = known.get(asset) ?? {
      owners: waysTo(asset).filter(({ level }) => level === "owner"),
      unconfirmed: ruledBelow(asset, (id) => dataSets.get(keyOf({ region, kind: "data-set", id }))),
    };
    known.set(asset, found);
    return found;
  };
  return (principals, region, dataSet) => {
    const asset = dataSets.get(keyOf({ region, kind: "data-set", id: dataSet }));
    if (asset === undefined) return { ...nothing, unread: "there is no such data set" };
    const { protection } = asset;
    if (protection === undefined) return { ...nothing, unread: whyUnread(asset) };
    const { owners, unconfirmed } = factsOf(asset);
    const owned = owners.filter(({ principal }) => principals.has(principal));
    const { rows } = protection;
    const past = owned.length > 0 ? "owner" : rows?.isOff === true ? "off" : undefined;
    return {
      ...(rows === undefined || past !== undefined
        ? {}
        : { limit: limitOf(rows, () => rulesFor(rows, principals)) }),
      ...(past === undefined ? {} : { past }),
      owned,
      hidden: owned.length > 0 ? [] : hiddenIn(protection, principals),
      ...(protection.tags === undefined ? {} : { tags: protection.tags }),
      ...(unconfirmed.length === 0 ? {} : { unconfirmed }),
    };
  };
}

/** What is so of a data set for everybody who asks. */
interface DataSetFacts {
  readonly owners: readonly Way[];
  readonly unconfirmed: readonly string[];
}

/** The same for somebody of a namespace. */
export function sightOf(
  { snapshot }: AccessIndex,
  see: Seeing,
  { namespace, person }: NamedPerson,
  { region, id }: Pick<SnapshotAsset, "region" | "id">,
): Sight {
  return see(new Set(principalsOf(snapshot, namespace, person)), region, id);
}

const nothing: Sight = { owned: [], hidden: [] };

/** The ids of all data sets that one is made of, and that have rules or may have, sorted. */
function ruledBelow(
  { id, protection }: SnapshotAsset,
  find: (id: string) => SnapshotAsset | undefined,
): string[] {
  const seen = new Set([id]);
  const ruled: string[] = [];
  const left = [...(protection?.parents ?? [])];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const found = find(next)?.protection;
    const { rows, columnRules = [], parents = [] } = found ?? {};
    const isRuled = (rows !== undefined && rows.isOff !== true) || columnRules.length > 0;
    if (found === undefined || isRuled) ruled.push(next);
    left.push(...parents);
  }
  return ruled.sort();
}

function whyUnread({ contentUnreadable }: SnapshotAsset): string {
  return contentUnreadable ?? "the snapshot is of a version that did not read rules";
}

type Protection = NonNullable<SnapshotAsset["protection"]>;

function limitOf(
  { rules, unread = "nobody knows what its rules say" }: SnapshotRowRules,
  theirs: () => readonly SnapshotRule[],
): RowLimit {
  return rules === undefined ? { rules: [], unread } : { rules: theirs() };
}

/** By whom they are for, as there may be a rule for each of a hundred thousand people. */
type RuleIndex = ReadonlyMap<
  string,
  readonly { readonly rule: SnapshotRule; readonly place: number }[]
>;

function indexRules(rules: readonly SnapshotRule[]): RuleIndex {
  const placed = rules.map((rule, place) => ({ rule, place }));
  return Map.groupBy(placed, ({ rule }) => rule.principal);
}

function hiddenIn(
  { columnRules = [], columns }: Protection,
  principals: ReadonlySet<string>,
): string[] {
  const isTheirs = (rule: (typeof columnRules)[number]) =>
    rule.principals.some((one) => principals.has(one));
  const shown = new Set(columnRules.filter(isTheirs).flatMap((rule) => rule.columns));
  const restricted = new Set(columnRules.flatMap((rule) => rule.columns));
  return [...restricted]
    .filter((column) => !shown.has(column) && columns?.includes(column) !== false)
    .sort();
}
