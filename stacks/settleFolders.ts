import { folderTypeOf, type FoundFolders } from "@quicksight-governance/core/access";
import { printable } from "@quicksight-governance/core/aws";
import { folderIdOf, type Problem, showText } from "@quicksight-governance/core/settings";
import type { Facts } from "./facts.ts";
import type { StackResources } from "./readState.ts";
import type { TenantSettings } from "./settings.ts";
import { arnOf } from "./tenantFolders.ts";

/** What is settled of a tenant's folders before any is declared. */
export interface SettledFolders {
  /** Any of them refuses the run. */
  readonly problems: readonly Problem[];
  /** What a person should know. */
  readonly notices: readonly string[];
  /** Folders of the settings in one that was not found, by their keys: declared as the state has them until it is. */
  readonly held: ReadonlyMap<string, RecordedFolder>;
  /** Folders that are there and in no state: ids in AWS by the ends of URNs, see `takeUp`. */
  readonly ids: ReadonlyMap<string, string>;
}

const nativeType = "aws:quicksight/folder:Folder";

/**
 * Compares the folders of the settings with those that the state holds, and with those that are there. QuickSight changes neither the type
 * of a folder nor, by its API, where it is; the native resource would send nothing of the one, and delete and make anew for the other.
 *
 * @param namespaces every namespace of the account: their folders' ids begin alike
 */
export function settleFolders(
  settings: Pick<TenantSettings, "namespace" | "folders">,
  found: FoundFolders,
  state: StackResources,
  namespaces: readonly string[],
  facts: Pick<Facts, "accountId" | "partition" | "region">,
): SettledFolders {
  const recorded = recordedFolders(state);
  const there = new Map(found.there.map((folder) => [folder.id, folder]));
  const problems: Problem[] = [];
  const ids = new Map<string, string>();
  const taken: string[] = [];
  const own = [...found.byKey].filter(([, folder]) => folder.own);
  for (const [key, { id, parent }] of own) {
    const where = `tenant.folders.${key}`;
    const type = folderTypeOf(key, settings, found);
    const held = recorded.get(id);
    if (held !== undefined) {
      problems.push(
        ...checkHeld(where, held, { type, parent: arnOf(parent, facts, facts.region) }),
      );
      continue;
    }
    const clash = checkId(where, id, settings.namespace, namespaces, there.get(id)?.name);
    problems.push(...clash);
    const left = there.get(id);
    if (left === undefined || clash.length > 0) continue;
    if (left.restricted !== (type === "restricted")) {
      problems.push(otherType(where, type, left.restricted ? "restricted" : "shared"));
      continue;
    }
    ids.set(`${nativeType}::${settings.namespace}-${key}`, `${facts.accountId},${id}`);
    taken.push(`folder ${showText(left.name)} (${id})`);
  }
  const lost = Object.keys(settings.folders).filter((key) => !found.byKey.has(key));
  const held = new Map(
    lost.flatMap((key) => {
      const folder = recorded.get(folderIdOf(settings.namespace, key));
      return folder === undefined ? [] : [[key, folder] as const];
    }),
  );
  const declared = new Set([...own, ...held].map(([, { id }]) => id));
  const gone = [...recorded.values()].filter(({ id }) => !declared.has(id));
  return {
    ...{ problems, ids, held },
    notices: [
      ...(taken.length === 0
        ? []
        : [`takes up what is there already and in no state: ${taken.join(", ")}`]),
      ...gone.map(
        ({ id, name }) =>
          `folder "${printable(name)}" (${id}) has left the settings: it stays in QuickSight, without what they put into it and without the groups they gave it to; delete it there once nothing is in it (aws quicksight delete-folder --folder-id ${id})`,
      ),
    ],
  };
}

/** A folder as the state has it. */
export interface RecordedFolder {
  readonly id: string;
  readonly name: string;
  readonly type: "shared" | "restricted";
  /** The ARN of the folder that it is in. */
  readonly parent: string | undefined;
}

function recordedFolders(state: StackResources): Map<string, RecordedFolder> {
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  return new Map(
    Object.values(state).flatMap(({ type, outputs = {} }) => {
      const id = type === nativeType ? text(outputs["folderId"]) : undefined;
      if (id === undefined) return [];
      const isRestricted = outputs["folderType"] === "RESTRICTED";
      const folder: RecordedFolder = {
        ...{ id, name: text(outputs["name"]) ?? id },
        ...{
          type: isRestricted ? "restricted" : "shared",
          parent: text(outputs["parentFolderArn"]),
        },
      };
      return [[id, folder]];
    }),
  );
}

function checkHeld(
  where: string,
  held: RecordedFolder,
  { type, parent }: Pick<RecordedFolder, "type" | "parent">,
): Problem[] {
  const idOf = (arn: string | undefined) => arn?.split("/").at(-1) ?? "the top";
  return [
    ...(held.type === type ? [] : [otherType(where, type, held.type)]),
    ...(held.parent === parent
      ? []
      : [
          {
            where: `${where}.parent`,
            message: `is to be in ${idOf(parent)}, and the folder is in ${idOf(held.parent)}: QuickSight's API moves no folder; move it in the console and set parent to where it is, or give it another key here, which makes a new one`,
          },
        ]),
  ];
}

function otherType(where: string, type: string, there: string): Problem {
  return {
    where: `${where}.type`,
    message: `is to be ${type}, and the folder is ${there}: QuickSight changes no folder's type; set it back, or give it another key here, which makes a new one, and the old one stays without what the settings put into it`,
  };
}

/** See `findTakenIds`: ids of two namespaces of which one begins as the other may be the same. */
function checkId(
  where: string,
  id: string,
  namespace: string,
  namespaces: readonly string[],
  found: string | undefined,
): Problem[] {
  const longer = namespaces.find(
    (other) => other.startsWith(`${namespace}-`) && id.startsWith(folderIdOf(other, "")),
  );
  if (longer !== undefined) {
    const message = `its id in QuickSight, ${id}, is that of a folder of namespace ${longer}; use a key that does not begin with ${longer.slice(namespace.length + 1)}-`;
    return [{ where, message }];
  }
  const shorter = namespaces.find((other) => namespace.startsWith(`${other}-`));
  if (found === undefined || shorter === undefined) return [];
  const message = `its id in QuickSight, ${id}, is taken by ${showText(found)}, which namespace ${shorter} may have; use another key`;
  return [{ where, message }];
}
