import type { DeclaredAsset, Reading } from "./declaredAsset.ts";

/** A data set that is to be there, and one that tells what people see of its data now. */
export interface Predecessor {
  readonly before: DeclaredAsset;
  readonly after: DeclaredAsset;
  /** `copy`: it begins to read what the other one reads; `successor`: it comes where the other one goes. */
  readonly relation: "same" | "copy" | "successor";
}

/**
 * Which data sets tell what people see now of what a data set would show: itself; one that reads the same table, query or file, when it
 * begins to; and one that goes in this run, when it comes by the same name, or from the same data source. A key that is renamed makes
 * another data set of the same data, and what protects the former one protects nothing of it.
 */
export function findPredecessors(
  desired: readonly DeclaredAsset[],
  actual: readonly DeclaredAsset[],
): Predecessor[] {
  const there = new Map(actual.map((asset) => [asset.arn, asset]));
  const stays = new Set(desired.map(({ arn }) => arn));
  const ruled = actual.filter(({ protection }) => protection !== undefined);
  return desired
    .filter(({ kind }) => kind === "data-set")
    .flatMap((after) => {
      const same = there.get(after.arn);
      const others = ruled.flatMap((before): Predecessor[] => {
        if (before === same || isSame(same?.reads, after.reads)) return [];
        const isGone = !stays.has(before.arn);
        const relation = isGone && same === undefined ? "successor" : "copy";
        const isRelated =
          isSame(before.reads, after.reads) || (relation === "successor" && isLike(before, after));
        return isRelated ? [{ before, after, relation }] : [];
      });
      return same === undefined ? others : [{ before: same, after, relation: "same" }, ...others];
    });
}

function isSame(one: Reading | undefined, other: Reading | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.sourceArn === other.sourceArn && one.table === other.table;
}

function isLike(before: DeclaredAsset, after: DeclaredAsset): boolean {
  const { sourceArn } = after.reads ?? {};
  const isOfSource = sourceArn !== undefined && sourceArn === before.reads?.sourceArn;
  return isOfSource || before.name === after.name || before.id === after.id;
}
