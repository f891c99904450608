import type { Asset } from "../../assets/asset.ts";

/** A data source or a data set that a stack declares, as its state or its settings say it. */
export interface DeclaredAsset extends Asset {
  readonly kind: "data-source" | "data-set";
  readonly arn: string;
  /** Who sees what; absent for what is no data set, or is open to whoever may use it. */
  readonly protection?: Protection;
  /** ARNs of the groups that own it: they see all rows and columns, whatever the rules say (AWS user guide). */
  readonly owners: readonly string[];
}

/** How a data set is kept from people who may use it. */
export interface Protection {
  /** ARNs of the groups that see every row; absent: no rule of rows, so that everybody does. */
  readonly rows?: { readonly seeAll: readonly string[] };
  /** Columns that some see only. */
  readonly columns: readonly string[];
}

/** What data a stack is to have. */
export interface GovernedData {
  readonly accountId: string;
  readonly namespace: string;
  readonly assets: readonly DeclaredAsset[];
}

/** What it has, and who would miss it. */
export interface ActualData {
  readonly assets: readonly DeclaredAsset[];
  /** What uses an asset that goes, by its ARN: others' assets too, but none of {@link assets}, which change with it. */
  readonly uses: ReadonlyMap<string, readonly Asset[]>;
  /** Assets that cannot be looked at, so that nobody knows what they use; why, for a person. */
  readonly unreadable: readonly { readonly asset: Asset; readonly reason: string }[];
}
