import { type Asset, describeAsset } from "../assets/asset.ts";
import { assetKinds } from "../assets/assetKinds.ts";
import type { KindTable, Level } from "../assets/kindRow.ts";
import { rowOf } from "../assets/rowOf.ts";
import { declaredAssetPrefix } from "../settings/assetIds.ts";
import { type AssetList, assetLists } from "../settings/assetLists.ts";
import type { Problem } from "../settings/problem.ts";
import { showText } from "../settings/showText.ts";
import { findAsset, knownAssets, type Remembered } from "./findAsset.ts";
import { everybody, type Grant, levelOn, mergeGrants } from "./grant.ts";

/** One entry of the setting `access`: assets by kind, or everything. */
export type AccessSetting = {
  /** Absent: everybody of the namespace. */
  readonly group?: string | undefined;
  /**
   * What the group may do with the assets.
   * @default "viewer"
   */
  readonly level?: Level | undefined;
  /** Every asset, at this level, or of each kind at a level of its own. */
  readonly all?: Level | Readonly<Partial<Record<AssetList, Level | undefined>>> | undefined;
} & {
  /** Names or ids. */
  readonly [List in AssetList]?: readonly string[] | undefined;
};

/** What the setting `access` comes to. */
export interface ResolvedAccess {
  readonly grants: readonly Grant[];
  readonly problems: readonly Problem[];
  /** What a person should know: a name that means another asset by now. */
  readonly notices: readonly string[];
  /** The groups that problems are about: what they are to open is not known for sure. */
  readonly uncertain: readonly string[];
  /** What is to be remembered: the names of this setting with the assets that they mean. */
  readonly remembered: Remembered;
}

/** The kinds of which an entry names assets, with the names. */
export function namedIn(entry: AccessSetting): { kind: string; references: readonly string[] }[] {
  return Object.entries(assetLists).flatMap(([kind, list]) => {
    const references = entry[list];
    return references === undefined ? [] : [{ kind, references }];
  });
}

/**
 * Turns the setting `access` into grants. An asset is given by its exact id or, if none has that id, its exact name; what is given twice
 * is merged, and the higher level wins. A name goes on meaning the asset that it meant once, as long as that is there: whoever renames an
 * asset, or makes another of that name or id, gives nobody anything.
 *
 * Problems: a name of several assets (guessing would give people the wrong one), an asset that does not exist, one that this program
 * declares, as its own resource holds its grants, and a level or a principal that the kind has not.
 *
 * @param assets     all that there are of the kinds that the setting names
 * @param remembered what names meant before
 * @param declared   ids of folders that the setting `folders` declares
 */
export function resolveAccess(
  access: readonly AccessSetting[],
  assets: readonly Asset[],
  remembered: Remembered = new Map(),
  declared: ReadonlySet<string> = new Set(),
): ResolvedAccess {
  const known = new Map(
    [...Map.groupBy(assets, ({ kind }) => kind)].map(([kind, some]) => [kind, knownAssets(some)]),
  );
  const none = knownAssets([]);
  const grants: Grant[] = [];
  const problems: Problem[] = [];
  const notices = new Set<string>();
  const uncertain = new Set<string>();
  const meant = new Map<string, string>();
  access.forEach((entry, index) => {
    const { group = everybody, all, level = "viewer" } = entry;
    const where = `tenant.access[${index}]`;
    const refuse = (at: string, message: string) => {
      uncertain.add(group);
      problems.push({ where: `${where}.${at}`, message });
    };
    for (const [kind, atLevel] of allOf(all)) {
      grants.push({ group, level: atLevel, all: kind });
    }
    for (const { kind, references } of namedIn(entry)) {
      const list = assetLists[kind as keyof typeof assetLists];
      const odd = oddGrant(kind, level, group);
      if (odd !== undefined) {
        refuse(list, odd);
        continue;
      }
      references.forEach((reference, position) => {
        const found = findAsset(
          ...([kind, reference, known.get(kind) ?? none, remembered] as const),
          (asset) => refuseDeclared(asset, reference, declared) ?? refuseOwner(asset, level),
        );
        const key = `${kind}\n${reference}`;
        if (typeof found === "string") {
          refuse(`${list}[${position}]`, found);
          return;
        }
        if (found.notice !== undefined)
          notices.add(`${where}.${list}[${position}]: ${found.notice}`);
        const { id, name } = found.asset;
        meant.set(key, id);
        grants.push({ group, level, asset: { kind, id, name } });
      });
    }
  });
  return {
    ...{ grants: mergeGrants(grants), problems, notices: [...notices] },
    uncertain: [...uncertain].sort(),
    remembered: meant,
  };
}

function allOf(all: AccessSetting["all"]): [kind: string | true, level: Level][] {
  if (all === undefined) return [];
  if (typeof all === "string") return [[true, all]];
  return Object.entries(assetLists).flatMap(([kind, list]): [string, Level][] => {
    const level = all[list];
    return level === undefined ? [] : [[kind, level]];
  });
}

/** Why nobody, or not everybody, can be given this of a kind; undefined when they can. */
function oddGrant(kind: string, level: Level, group: string): string | undefined {
  const { label, sets, everybody: takesAll } = rowOf(assetKinds, kind);
  if (sets[level] === undefined)
    return `nobody can be ${level} of ${label[1]}; use viewer or owner`;
  if (group !== everybody || takesAll === true) return undefined;
  const able = Object.values(assetKinds as KindTable).filter((row) => row.everybody === true);
  return `${label[1]} cannot be shared with a whole namespace, only ${able.map((row) => row.label[1]).join(", ")}; name groups`;
}

function refuseOwner(asset: Asset, level: Level): string | undefined {
  if (levelOn(asset, level) === level) return undefined;
  return `nobody owns the restricted ${describeAsset(asset)}; use contributor or viewer`;
}

/** The grants of what this program declares are declared with it. */
function refuseDeclared(
  { kind, id }: Asset,
  reference: string,
  declared: ReadonlySet<string>,
): string | undefined {
  const isDeclared = kind === "folder" && declared.has(id);
  if (!isDeclared && !id.startsWith(declaredAssetPrefix)) return undefined;
  const [one] = rowOf(assetKinds, kind).label;
  return `${one} ${showText(reference)} (${id}) is declared by this program; give access to it where it is declared`;
}
