import { assetKinds } from "../assets/assetKinds.ts";
import type { KindTable } from "../assets/kindRow.ts";
import type { Snapshot, SnapshotAsset } from "./snapshot.ts";

/** The kind and the id or name in `dashboard:sales`; undefined for a text that does not begin with a kind. */
export function parseAssetReference(
  text: string,
  table: KindTable = assetKinds,
): { readonly kind: string; readonly reference: string } | undefined {
  const [, kind = "", reference = ""] = /^([a-z-]+):(.+)$/s.exec(text) ?? [];
  return Object.hasOwn(table, kind) ? { kind, reference } : undefined;
}

/** The assets of a kind with this id or, where none has it, this name: an id may be in several Regions, a name is no key at all. */
export function findAssets(
  { assets }: Pick<Snapshot, "assets">,
  { kind, reference }: { readonly kind: string; readonly reference: string },
): SnapshotAsset[] {
  const ofKind = assets.filter((asset) => asset.kind === kind);
  const byId = ofKind.filter(({ id }) => id === reference);
  return byId.length > 0 ? byId : ofKind.filter(({ name }) => name === reference);
}
