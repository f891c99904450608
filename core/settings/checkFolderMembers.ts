import { nameSome } from "../aws/nameSome.ts";
import { declaredIdOf } from "./assetIds.ts";
import { type MemberKind, memberLists } from "./folderSettings.ts";
import { foldersAbove, typeOfFolder } from "./folderTree.ts";
import { pastRules } from "./pastRules.ts";
import type { Problem } from "./problem.ts";
import { showText } from "./showText.ts";
import type { TenantSettings } from "./tenantSettings.ts";

/** Folders that one asset can be in (API model: what ListFoldersForResource answers at most). */
export const mostFolders = 20;

/** What is wrong with what is to be in a folder, as far as settings tell: names are only found out later. */
export function checkFolderMembers(
  where: string,
  key: string,
  settings: TenantSettings,
): Problem[] {
  const folder = settings.folders[key];
  if (folder === undefined) return [];
  const problems: Problem[] = [];
  for (const [kind, list] of Object.entries(memberLists)) {
    folder[list].forEach((reference, index) => {
      const at = `${where}.${list}[${index}]`;
      if (folder[list].indexOf(reference) < index) {
        problems.push({ where: at, message: `${showText(reference)} is there already` });
        return;
      }
      const others = foldersWith(settings, list, reference).filter((other) => other !== key);
      problems.push(
        ...checkCount(at, reference, others.length + 1),
        ...checkRestricted(at, key, others, settings),
        ...checkRules(at, kind as MemberKind, reference, key, settings),
      );
    });
  }
  return problems;
}

type MemberList = (typeof memberLists)[MemberKind];

function foldersWith({ folders }: TenantSettings, list: MemberList, reference: string): string[] {
  return Object.keys(folders).filter((key) => folders[key]?.[list].includes(reference) === true);
}

function checkCount(where: string, reference: string, count: number): Problem[] {
  if (count <= mostFolders) return [];
  const message = `${showText(reference)} is in ${count} folders, and QuickSight takes ${mostFolders}; take it out of some, or put it into one above them`;
  return [{ where, message }];
}

/** What is in a restricted folder is nowhere else but in the folders of the same tree (user guide, "Restricted shared folders"). */
function checkRestricted(
  where: string,
  key: string,
  others: readonly string[],
  { folders }: TenantSettings,
): Problem[] {
  if (typeOfFolder(folders, key) !== "restricted") return [];
  const rootOf = (one: string) => foldersAbove(folders, one)?.[0] ?? one;
  const outside = others.filter((other) => rootOf(other) !== rootOf(key));
  if (outside.length === 0) return [];
  const message = `is in ${nameSome(outside)} as well, and what is in a restricted folder is in no other tree of folders; take it out of one of them`;
  return [{ where, message }];
}

/** As far as settings tell which data set is meant; a name that somebody gave it in QuickSight is found out later: see `resolveFolders`. */
function checkRules(
  where: string,
  kind: MemberKind,
  reference: string,
  key: string,
  settings: TenantSettings,
): Problem[] {
  if (kind !== "data-set") return [];
  const found = Object.entries(settings.dataSets).find(([name, set]) =>
    [name, set.name, declaredIdOf(settings.namespace, name)].includes(reference),
  );
  return found === undefined
    ? []
    : pastRules(key, ...found, settings).map(({ message }) => ({ where, message }));
}
