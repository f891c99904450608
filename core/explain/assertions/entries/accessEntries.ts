import { everybody, kindsCovered } from "../../../access/grant.ts";
import { type AccessSetting, namedIn } from "../../../access/resolveAccess.ts";
import type { Asset } from "../../../assets/asset.ts";
import { assetLists } from "../../../settings/assetLists.ts";
import { groupArnOf, namespaceArnOf } from "../../../aws/scope.ts";
import { type EntryFinder, isMeant, type KnownOfEntries, openedBy } from "./entryFinder.ts";

/** Finds the entries of the setting `access`: `tenant.access[1]`. */
export function accessEntries({
  settings,
  scope,
  snapshot,
  remembered,
}: KnownOfEntries): EntryFinder {
  return (way, asset) => {
    const opened = openedBy(snapshot, way, asset);
    if (opened === undefined) return [];
    return settings.access.flatMap((entry, index) => {
      const { group = everybody } = entry;
      const arn = group === everybody ? namespaceArnOf(scope) : groupArnOf(scope, group);
      const isGiven =
        arn === way.principal &&
        (isOfAll(entry, opened) ||
          namedIn(entry).some(
            ({ kind, references }) =>
              kind === opened.kind && references.some((one) => isMeant(one, opened, remembered)),
          ));
      return isGiven ? [`tenant.access[${index}]`] : [];
    });
  };
}

function isOfAll({ all }: AccessSetting, { kind }: Pick<Asset, "kind">): boolean {
  if (all === undefined) return false;
  if (typeof all === "string") return kindsCovered(all, true).includes(kind);
  const list = assetLists[kind as keyof typeof assetLists];
  return all[list] !== undefined;
}
