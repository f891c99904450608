import { describeAsset } from "../assets/asset.ts";
import { isSample } from "../assets/isSample.ts";
import type { ActualAccess } from "./actualAccess.ts";
import { assetKey, type Grant, isAssetGrant, levelsOfAll } from "./grant.ts";

/** What each `all` leaves out, in one line; none where there is nothing of the kind, or access names it. */
export function describeSamples(grants: readonly Grant[], { assets }: ActualAccess): string[] {
  const named = new Set(grants.filter(isAssetGrant).map(({ asset }) => assetKey(asset)));
  const all = [...levelsOfAll(grants).values()];
  const left = assets.filter(
    (asset) =>
      isSample(asset) &&
      !named.has(assetKey(asset)) &&
      all.some((levelsOf) => levelsOf.has(asset.kind)),
  );
  if (left.length === 0) return [];
  const it = left.length === 1 ? "it" : "them";
  const names = left.map(describeAsset).sort().join(", ");
  return [
    `an \`all\` leaves out what is called as the samples of AWS: ${names}; name ${it} in access to give ${it}`,
  ];
}
