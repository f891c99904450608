import { describeAsset } from "../assets/asset.ts";
import type { ActualAccess } from "./actualAccess.ts";
import { decideAccess } from "./decideAccess.ts";
import { assetKey, everybody, type Grant, isAssetGrant } from "./grant.ts";

/**
 * What everybody of the namespace can open, whatever access says: a line for each asset that access names, and one for all others
 * together. What access does not give to everybody is somebody else's to take: it is reported and left.
 */
export function describeOpen(grants: readonly Grant[], { assets }: ActualAccess): string[] {
  const named = new Set(grants.filter(isAssetGrant).map(({ asset }) => assetKey(asset)));
  const { desiredOn } = decideAccess({ grants, former: [] });
  const open = assets.filter(
    (asset) =>
      asset.grants.some(({ group }) => group === everybody) && !desiredOn(asset).has(everybody),
  );
  const isNamed = (asset: (typeof open)[number]) => named.has(assetKey(asset));
  const others = open.filter((asset) => !isNamed(asset)).length;
  return [
    ...open
      .filter(isNamed)
      .map(
        (asset) =>
          `${describeAsset(asset)}: everybody of the namespace can open it, as it is shared with the whole namespace; take that away in QuickSight, so that access decides`,
      ),
    ...(others === 0
      ? []
      : [
          `${others} ${others === 1 ? "asset" : "assets"} that access does not name can be opened by everybody of the namespace`,
        ]),
  ];
}
