import { actionOf } from "../assets/actionOf.ts";
import type { Asset } from "../assets/asset.ts";
import { assetKinds } from "../assets/assetKinds.ts";
import { listAssets } from "../assets/listAssets.ts";
import { rowOf } from "../assets/rowOf.ts";
import type { AwsAccess } from "../aws/awsAccess.ts";
import { createQuickSight } from "../aws/createQuickSight.ts";
import { describeError } from "../aws/describeError.ts";
import type { Remembered } from "./findAsset.ts";
import { everybody } from "./grant.ts";
import {
  type AccessSetting,
  namedIn,
  resolveAccess,
  type ResolvedAccess,
} from "./resolveAccess.ts";

/**
 * Finds the assets that the setting `access` names, by name or id. What is not found stops nothing but its own group: a name is as easily
 * given twice in the console as in a file. Lists only kinds that are named.
 *
 * @param access     the data Region, where the assets are, and the profile
 * @param remembered what names meant before
 * @param declared   ids of folders that the setting `folders` declares
 */
export async function findNamed(
  settings: readonly AccessSetting[],
  accountId: string,
  access: AwsAccess,
  remembered: Remembered = new Map(),
  declared: ReadonlySet<string> = new Set(),
): Promise<ResolvedAccess> {
  const kinds = new Set(settings.flatMap((entry) => namedIn(entry).map(({ kind }) => kind)));
  const assets: Asset[] = [];
  const unlisted = new Map<string, string>();
  if (kinds.size > 0) {
    const client = createQuickSight(access);
    try {
      for (const kind of kinds) {
        try {
          assets.push(...(await listAssets(client, accountId, kind)));
        } catch (error) {
          unlisted.set(kind, describeError(error));
        }
      }
    } finally {
      client.destroy();
    }
  }
  const isKnown = (entry: AccessSetting) => namedIn(entry).every(({ kind }) => !unlisted.has(kind));
  const found = resolveAccess(
    settings.map((entry) => (isKnown(entry) ? entry : nothing)),
    assets,
    remembered,
    declared,
  );
  const lost = settings.filter((entry) => !isKnown(entry)).map(({ group = everybody }) => group);
  const problems = [...unlisted].map(([kind, reason]) => {
    const { label, list } = rowOf(assetKinds, kind);
    return {
      where: "tenant.access",
      message: `the ${label[1]} cannot be listed (${reason}); allow quicksight:${actionOf(list.command)}`,
    };
  });
  // What is not known now is not forgotten.
  const named = settings.flatMap((entry) =>
    namedIn(entry).flatMap(({ kind, references }) => references.map((one) => `${kind}\n${one}`)),
  );
  const kept = named.flatMap((key) => {
    const id = remembered.get(key);
    return id === undefined ? [] : [[key, id] as const];
  });
  return {
    ...{ ...found, remembered: new Map([...kept, ...found.remembered]) },
    problems: [...problems, ...found.problems],
    uncertain: [...new Set([...found.uncertain, ...lost])].sort(),
  };
}

/** An entry in whose place nothing is given, so that the others keep their numbers. */
const nothing: AccessSetting = {};
