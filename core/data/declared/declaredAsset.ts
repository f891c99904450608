import type { Asset } from "../../assets/asset.ts";
import type { GroupNaming } from "../../aws/scope.ts";
import type { Member } from "../checkRuleCounts.ts";
import type { ColumnOrigin } from "../../settings/columnOrigins.ts";
import type { GuardSettings } from "../../settings/guardSettings.ts";
import type { SeenRows } from "./seenRows.ts";

/**
 * A data source or a data set that a stack declares, as its state or its settings say it. Groups are named as in the settings: those of a
 * state by `groupOfPrincipal`.
 */
export interface DeclaredAsset extends Asset {
  readonly kind: "data-source" | "data-set";
  readonly arn: string;
  /** Groups that own it: they see all rows and columns, whatever the rules say (AWS user guide). */
  readonly owners: readonly string[];
  /** Groups that may use it, owners too. Who may use a data source can make data sets on it, without rules. */
  readonly users: readonly string[];
  /** Of a data set what it reads, the first table before those that are joined to it; absent where nobody knows. */
  readonly reads?: readonly Reading[];
  /** Names of a data set's columns; absent where nobody knows. */
  readonly columns?: readonly string[];
  /** What columns of a data set are: see `columnOrigins`. */
  readonly origins?: ReadonlyMap<string, ColumnOrigin>;
  /** Who sees what; absent for what is no data set, or is open to whoever may use it. */
  readonly protection?: Protection;
  /** Tags by which sessions without a user see rows of a data set; absent: they see all. */
  readonly tags?: ReadonlyMap<string, TagRule>;
}

/** What a tag of a session filters on. */
export interface TagRule {
  readonly column: string;
  /** Parts the values that a session has of it; absent: it has one. */
  readonly delimiter?: string;
  /** With this value a session sees all rows. Nothing tells it to a person. */
  readonly matchAll?: string;
}

/** One of the tables, queries, files or data sets that a data set reads. */
export interface Reading {
  /** A data source, or the data set that this one is on. */
  readonly sourceArn: string;
  /** The table, the query or the file in it: the same text for the same. */
  readonly table: string;
}

/** How a data set is kept from people who may use it. */
export interface Protection {
  /** Which groups see which rows, whoever is in none of them none; absent: no rule of rows, so that everybody sees all. */
  readonly rows?: readonly SeenRows[];
  /** Columns that some see only, each with the groups that do. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
}

/** What data a stack is to have. */
export interface GovernedData {
  readonly accountId: string;
  readonly namespace: string;
  /** How groups are called in QuickSight: an approval holds for these. */
  readonly naming: GroupNaming;
  readonly assets: readonly DeclaredAsset[];
  /** Who is to be there, and in which groups: how many see more. */
  readonly people: readonly Member[];
  readonly guard: GuardSettings;
}

/** What it has, and who would miss it. */
export interface ActualData {
  readonly assets: readonly DeclaredAsset[];
  /** What uses an asset that goes, by its ARN: others' assets too, but none of {@link assets} that changes with it. */
  readonly uses: ReadonlyMap<string, readonly Asset[]>;
  /** Assets that cannot be looked at, so that nobody knows what they use; why, for a person. */
  readonly unreadable: readonly { readonly asset: Asset; readonly reason: string }[];
}
