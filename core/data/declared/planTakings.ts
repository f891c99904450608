import type { Plan } from "../../reconcile/subject.ts";
import type { Asset } from "../../assets/asset.ts";
import type { ActualData, DeclaredAsset, GovernedData } from "./declaredAsset.ts";

/** One thing that the engine would take, or open: by native resources, so that these steps are judged and not performed. */
export type DataStep =
  | (Taken & { readonly kind: "remove"; readonly usedBy: readonly Asset[] })
  | (Taken & { readonly kind: "open-rows"; readonly to: string | undefined })
  | (Taken & { readonly kind: "open-columns"; readonly columns: readonly string[] })
  | (Taken & { readonly kind: "exempt"; readonly group: string });

interface Taken {
  readonly asset: DeclaredAsset;
  readonly reason: string;
}

/** What would go, and what would be open that is not now. What comes, or gets narrower, is no step: the guard has nothing to say. */
export function planTakings(
  { namespace, assets: desired }: GovernedData,
  { assets: actual, uses }: ActualData,
): Plan<DataStep> {
  const byArn = new Map(desired.map((asset) => [asset.arn, asset]));
  const steps = actual.flatMap((asset): DataStep[] => {
    const stays = byArn.get(asset.arn);
    if (stays !== undefined) return openings(asset, stays);
    const usedBy = uses.get(asset.arn) ?? [];
    return [{ kind: "remove", asset, usedBy, reason: `${namespace} declares it no longer` }];
  });
  return { steps, notices: [], unchanged: actual.length - steps.length };
}

function openings(asset: DeclaredAsset, stays: DeclaredAsset): DataStep[] {
  const { protection: had } = asset;
  if (had === undefined) return [];
  const { protection: has } = stays;
  const columns = had.columns.filter((column) => has?.columns.includes(column) !== true);
  return [
    ...openedRows(asset, stays),
    ...(columns.length === 0
      ? []
      : [{ kind: "open-columns" as const, asset, columns, reason: "in no columnRules any more" }]),
    ...stays.owners
      .filter((group) => !asset.owners.includes(group))
      .map((group) => ({ kind: "exempt" as const, asset, group, reason: "owners see everything" })),
  ];
}

function openedRows(asset: DeclaredAsset, { protection }: DeclaredAsset): DataStep[] {
  const had = asset.protection?.rows;
  if (had === undefined) return [];
  const has = protection?.rows;
  if (has === undefined) {
    return [{ kind: "open-rows", asset, to: undefined, reason: "has no rowRules any more" }];
  }
  return has.seeAll
    .filter((group) => !had.seeAll.includes(group))
    .map((to) => ({ kind: "open-rows", asset, to, reason: "its rule names no values" }));
}
