import { nameSome } from "../aws/nameSome.ts";
import { ownValue } from "../aws/ownValue.ts";
import { checkFolderMembers } from "./checkFolderMembers.ts";
import { checkGroup } from "./checkGroup.ts";
import type { FolderSettings } from "./folderSettings.ts";
import { foldersAbove, typeOfFolder } from "./folderTree.ts";
import type { Problem } from "./problem.ts";
import { isReader } from "./role.ts";
import { showText } from "./showText.ts";
import type { TenantSettings } from "./tenantSettings.ts";

/** Folders that can be in one another (API model: the length of `Path`). */
const mostLevels = 10;

/** What is wrong with the folders of a tenant: they must be in one another, of types that fit, and given to groups that there are. */
export function checkFolders(settings: TenantSettings): Problem[] {
  const { folders } = settings;
  return Object.entries(folders).flatMap(([key, folder]) => {
    const where = `tenant.folders.${key}`;
    const tree = checkPlace(where, key, folders);
    return tree.length > 0
      ? tree
      : [
          ...checkName(where, key, folders),
          ...checkType(where, key, folders),
          ...checkGroups(where, folder, settings),
          ...checkAll(where, folder, settings),
          ...checkFolderMembers(where, key, settings),
        ];
  });
}

type Folders = TenantSettings["folders"];

function checkPlace(where: string, key: string, folders: Folders): Problem[] {
  const { parent } = folders[key] ?? {};
  if (parent === undefined) return [];
  const at = `${where}.parent`;
  if (!Object.hasOwn(folders, parent)) {
    const known = nameSome(Object.keys(folders).filter((other) => other !== key)) || "no other";
    const message = `is not a folder of this tenant (got ${showText(parent)}); it has ${known}. One that somebody else made is declared with existing: true`;
    return [{ where: at, message }];
  }
  const above = foldersAbove(folders, key);
  if (above === undefined) return [{ where: at, message: "the folder is in itself by this" }];
  const levels = above.length + 1;
  if (levels <= mostLevels) return [];
  const message = `is the ${levels}th folder in one another (${[...above, key].join(" > ")}), and QuickSight takes ${mostLevels}; put it into one further up`;
  return [{ where: at, message }];
}

/** Of two of one name in one place nobody can tell which is which; at the top AWS refuses the second. */
function checkName(where: string, key: string, folders: Folders): Problem[] {
  const { name, parent, existing } = folders[key] ?? {};
  if (existing === true) return [];
  const first = Object.keys(folders).find((other) => {
    const one = folders[other];
    return one?.existing !== true && one?.name === name && one?.parent === parent;
  });
  if (first === undefined || first === key) return [];
  const message = `tenant.folders.${first} is called ${showText(name ?? "")} too, and in the same place; give each another name`;
  return [{ where: `${where}.name`, message }];
}

function checkType(where: string, key: string, folders: Folders): Problem[] {
  const { type, parent } = folders[key] ?? {};
  if (type === undefined || parent === undefined) return [];
  const above = typeOfFolder(folders, parent);
  if (above === undefined || above === type) return [];
  const message = `is ${type}, and the folder that it is in (${parent}) is ${above}: what is in a restricted folder is restricted, and nothing else is; leave type out, or put it elsewhere`;
  return [{ where: `${where}.type`, message }];
}

function checkGroups(where: string, folder: FolderSettings, settings: TenantSettings): Problem[] {
  const type = typeOfFolder(settings.folders, folder);
  const problems = (["owners", "contributors", "viewers"] as const).flatMap((list) =>
    folder[list].flatMap((group, index): Problem[] => {
      const at = `${where}.${list}[${index}]`;
      if (["*", "everybody"].includes(group) && ownValue(settings.groups, group) === undefined) {
        const message =
          "a folder cannot be shared with everybody of a namespace: QuickSight takes users and groups there; name groups";
        return [{ where: at, message }];
      }
      return checkGroup(at, group, settings);
    }),
  );
  folder.owners.forEach((group, index) => {
    const declared = ownValue(settings.groups, group);
    const role = declared?.role ?? "READER";
    if (declared === undefined || !isReader(role)) return;
    const message = `readers cannot own a folder and what is in it (group ${group} gives ${role}); use a group of authors or admins`;
    problems.push({ where: `${where}.owners[${index}]`, message });
  });
  if (type === "restricted" && folder.owners.length > 0) {
    const message =
      "nobody owns a restricted folder; use contributors, who may change what is in it";
    problems.push({ where: `${where}.owners`, message });
  }
  if (type === "shared" && folder.contributors.length > 0) {
    const message = "only restricted folders have contributors; use owners or viewers";
    problems.push({ where: `${where}.contributors`, message });
  }
  return problems;
}

/** Two settings that write one grant would undo each other. Those of this tenant get it by their own declaration. */
function checkAll(where: string, folder: FolderSettings, { access }: TenantSettings): Problem[] {
  if (folder.existing !== true) return [];
  return (["owners", "contributors", "viewers"] as const).flatMap((list) =>
    folder[list].flatMap((group, index) => {
      const entry = access.findIndex(
        ({ group: other, all }) =>
          other === group && typeof all === "object" && all.folders !== undefined,
      );
      if (entry === -1) return [];
      const message = `group ${group} has every folder by tenant.access[${entry}] already; leave it out in one of the two`;
      return [{ where: `${where}.${list}[${index}]`, message }];
    }),
  );
}
