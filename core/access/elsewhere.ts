import { isGoverned } from "../assets/asset.ts";
import { type Grant, isAssetGrant, keyOfGrant, levelsOfAll } from "./grant.ts";

/** What the two settings `access` and `folders` give. */
export interface BothSettings {
  readonly access: readonly Grant[];
  readonly folders: readonly Grant[];
}

/** By setting, what the other one gives on folders that somebody else made, on which both can give: see `GovernedAccess.elsewhere`. */
export function elsewhereOf({ access, folders }: BothSettings): BothSettings {
  return {
    access: folders.filter((grant) => isAssetGrant(grant) && isGoverned(grant.asset)),
    folders: access.filter(({ asset, all }) => asset?.kind === "folder" || all === "folder"),
  };
}

/** By setting, the grants of before that the other one gave and it gives now, on the assets that it names or had by an `all`. */
export function handedOverTo(now: BothSettings, before: BothSettings): BothSettings {
  const had = elsewhereOf(before);
  return { access: takenUp(now.access, had.access), folders: takenUp(now.folders, had.folders) };
}

function takenUp(now: readonly Grant[], had: readonly Grant[]): Grant[] {
  const [allNow, allBefore] = [levelsOfAll(now), levelsOfAll(had)];
  const named = new Set(now.map(keyOfGrant));
  const byName = had.filter(
    (grant) =>
      isAssetGrant(grant) &&
      (named.has(keyOfGrant(grant)) || allNow.get(grant.group)?.has("folder") === true),
  );
  const known = new Set(byName.map(keyOfGrant));
  const byAll = now.filter(isAssetGrant).flatMap(({ group, asset }): Grant[] => {
    const level = allBefore.get(group)?.get(asset.kind);
    const grant = { group, asset };
    return level === undefined || !isGoverned(asset) || known.has(keyOfGrant({ ...grant, level }))
      ? []
      : [{ ...grant, level }];
  });
  return [...byName, ...byAll];
}
