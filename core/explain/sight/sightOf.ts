import type { NamedPerson } from "../accessClasses.ts";
import type { AccessIndex } from "../accessIndex.ts";
import { keyOf, type Way } from "../findWays.ts";
import { principalsOf } from "../principals.ts";
import type { SnapshotAsset } from "../snapshot.ts";
import type { SnapshotRule } from "./protection.ts";

/** The rules of one data set for somebody: they see rows that one of them gives, and none where there is none. */
export interface RowLimit {
  /** The id of the data set whose rules these are: the one that is read, or one that it is made of. */
  readonly dataSet: string;
  readonly rules: readonly SnapshotRule[];
  /** Why nobody knows the rules: then it is not known what they see. */
  readonly unread?: string;
}

/** Which rows and columns of a data set somebody sees. */
export interface Sight {
  /** All of these hold at once; none: every row. */
  readonly limits: readonly RowLimit[];
  /** Why every row, where it is not for want of rules: they own it, or its rules are off. */
  readonly past?: "owner" | "off";
  /** By what they own it. */
  readonly owned: readonly Way[];
  /** Columns that they do not see, sorted. */
  readonly hidden: readonly string[];
  /** Why it is not known whether there are rules. */
  readonly unread?: string;
}

/** Deeper chains of data sets are not followed, so that a circle of them ends. */
const maxDepth = 20;

/** Answers which rows and columns of a data set somebody sees who reads it. */
export type Seeing = (principals: ReadonlySet<string>, region: string, dataSet: string) => Sight;

/**
 * Which rows and columns of data sets people see, by the rules of the user guide ("Using row-level security with user-based rules"): what any
 * rule of theirs gives, nothing where none is for them, everything for owners, by folders as well; a data set on another keeps the rules of
 * that one. Columns that a rule names are for whom it names (API reference of ColumnLevelPermissionRule), and for owners, who can
 * change these rules.
 */
export function seeing({ snapshot, waysTo }: AccessIndex): Seeing {
  const dataSets = new Map(
    snapshot.assets.flatMap((asset) => (asset.kind === "data-set" ? [[keyOf(asset), asset]] : [])),
  );
  const find = (region: string, id: string) =>
    dataSets.get(keyOf({ region, kind: "data-set", id }));
  const see = (
    principals: ReadonlySet<string>,
    asset: SnapshotAsset | undefined,
    depth = 0,
  ): Sight => {
    if (asset === undefined) return { ...nothing, unread: "there is no such data set" };
    const { protection, region } = asset;
    if (protection === undefined) return { ...nothing, unread: whyUnread(asset) };
    const owned = waysTo(asset).filter(
      ({ principal, level }) => level === "owner" && principals.has(principal),
    );
    const { rows, parents = [] } = protection;
    const past = owned.length > 0 ? "owner" : rows?.isOff === true ? "off" : undefined;
    const inherited =
      depth < maxDepth ? parents.map((id) => see(principals, find(region, id), depth + 1)) : [];
    const lost = inherited.find(({ unread }) => unread !== undefined)?.unread;
    return {
      limits: [
        ...(rows === undefined || past !== undefined ? [] : [limitOf(asset.id, rows, principals)]),
        ...inherited.flatMap(({ limits }) => limits),
      ],
      ...(past === undefined ? {} : { past }),
      owned,
      hidden: owned.length > 0 ? [] : hiddenIn(protection, principals),
      ...(lost === undefined ? {} : { unread: lost }),
    };
  };
  return (principals, region, dataSet) => see(principals, find(region, dataSet));
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

const nothing: Sight = { limits: [], owned: [], hidden: [] };

function whyUnread({ contentUnreadable }: SnapshotAsset): string {
  return contentUnreadable ?? "the snapshot is of a version that did not read rules";
}

type Protection = NonNullable<SnapshotAsset["protection"]>;

function limitOf(
  dataSet: string,
  { rules, unread = "nobody knows what its rules say" }: NonNullable<Protection["rows"]>,
  principals: ReadonlySet<string>,
): RowLimit {
  if (rules === undefined) return { dataSet, rules: [], unread };
  return { dataSet, rules: rules.filter(({ principal }) => principals.has(principal)) };
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
