import { type AssetKind, assetKinds } from "./assetKinds.ts";

/** What many of a kind are called. */
export function labelsOf(kind: AssetKind): string {
  return assetKinds[kind].label[1];
}
