import type { ListedDataSet } from "../audit/encryptionRows.ts";

/** A data set as steps name it. */
export type NamedDataSet = Pick<ListedDataSet, "arn" | "id" | "name">;

/** From now on loads count as under this default key: what was noted under another counts no more. */
export interface AdoptStep {
  readonly kind: "adopt";
  readonly defaultKey: string;
  readonly reason: string;
}

/** The default key is another one: the step fails, so that the run is not taken for whole. */
export interface MismatchStep {
  readonly kind: "mismatch";
  readonly wanted: string;
  readonly found: string | undefined;
  readonly reason: string;
}

/** The default key is closed to QuickSight: a load under it would fail, so that the step does. */
export interface ClosedStep {
  readonly kind: "closed";
  readonly defaultKey: string;
  /** Why it is closed, as the rest of a sentence. */
  readonly why: string;
  readonly reason: string;
}

/** What goes on of the loads that runs began of a data set is cancelled: it would open what somebody closed meanwhile. */
export interface CancelStep {
  readonly kind: "cancel";
  readonly dataSet: NamedDataSet;
  readonly reason: string;
}

/** A data set is loaded in full, which encrypts it with the default key; or a load that was begun is followed to its end. */
export interface RefreshStep {
  readonly kind: "refresh";
  readonly dataSet: NamedDataSet;
  /** The other keys that it may be under: where one of them is closed to QuickSight, it is not loaded. */
  readonly from: readonly string[];
  /** A load whose id begins so brought it under the default key, and another key is seen: unless it is the newest, it is loaded again. */
  readonly unlessNewest?: string;
  readonly reason: string;
}

/** A data source is given its own definition again, which encrypts what it keeps of its credentials with the default key. */
export interface RewriteStep {
  readonly kind: "rewrite";
  readonly dataSource: { readonly arn: string; readonly id: string };
  /** The other keys that it is under. */
  readonly from: readonly string[];
  readonly reason: string;
}

/** One step of a re-encryption. */
export type ReencryptionStep =
  AdoptStep | MismatchStep | ClosedStep | CancelStep | RefreshStep | RewriteStep;
