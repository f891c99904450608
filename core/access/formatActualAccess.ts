import { isSample } from "../assets/isSample.ts";
import { type ActualAccess, type ActualAsset, isWhole } from "./actualAccess.ts";
import { formatAccess, type Shortfall } from "./accessText.ts";
import { decideAccess } from "./decideAccess.ts";
import type { GovernedAccess } from "./governedAccess.ts";
import {
  assetKey,
  type Grant,
  isAssetGrant,
  isHigher,
  keyOfGrant,
  kindsCovered,
  levelOn,
  levelsOfAll,
} from "./grant.ts";

/**
 * What our groups can open now, as the text of `formatAccess`: a line for each grant that is ours to change and more than an `all`, and each
 * `all` that was declared, with a count where it does not hold on every asset. What could not be read is taken to be as declared, so that
 * it never looks like drift.
 *
 * @param declared the grants of the state
 * @param folders  the folders of the state, where it is about folders
 */
export function formatActualAccess(
  actual: ActualAccess,
  declared: readonly Grant[],
  folders?: GovernedAccess["folders"],
): string {
  const shortfalls = new Map<string, Shortfall>();
  const ofAll = declared.filter((grant) => !isAssetGrant(grant));
  for (const grant of ofAll) {
    const kinds = new Set(kindsCovered(grant.level, grant.all));
    const assets = actual.assets.filter((asset) => kinds.has(asset.kind) && !isSample(asset));
    const granted = assets.filter((asset) => hasAll(asset, grant)).length;
    if (granted < assets.length) {
      shortfalls.set(keyOfGrant(grant), { granted, assets: assets.length });
    }
  }
  const { isOurs } = decideAccess({ grants: declared, former: [], folders });
  const all = levelsOfAll(declared);
  const grants = [
    ...ofAll,
    ...actual.assets.flatMap((asset) =>
      asset.grants.flatMap(({ group, level }): Grant[] => {
        const { kind, id, name } = asset;
        const grant = { group, level, asset: { kind, id, name } };
        const isMore = isHigher(level, all.get(group)?.get(kind));
        return isMore && isOurs(asset, group) ? [grant] : [];
      }),
    ),
    ...keepUnread(declared, actual),
  ];
  return formatAccess(grants, shortfalls);
}

/** An asset on which the group has more gets a line of its own. */
function hasAll(asset: ActualAsset, { group, level: given }: Grant): boolean {
  const level = levelOn(asset, given);
  const grant = asset.grants.find((one) => one.group === group);
  if (grant === undefined || !isWhole(asset.kind, grant)) return false;
  return grant.level === level || isHigher(grant.level, level);
}

function keepUnread(declared: readonly Grant[], { unreadable }: ActualAccess): Grant[] {
  const unread = new Set(unreadable.map(({ asset }) => assetKey(asset)));
  return declared.filter((grant) => isAssetGrant(grant) && unread.has(assetKey(grant.asset)));
}
