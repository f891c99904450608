import { isAssetGrant } from "./grant.ts";
import { parseAccessText } from "./accessText.ts";
import type { Remembered } from "./findAsset.ts";

/** What names meant, as JSON: see {@link listRemembered}. */
export function formatRemembered(remembered: Remembered): string {
  return JSON.stringify(listRemembered(remembered));
}

/** What names meant, as lists of kind, name and id, sorted. */
export function listRemembered(remembered: Remembered): [kind: string, name: string, id: string][] {
  const entries = [...remembered].map(([key, id]): [string, string, string] => {
    const [kind = "", name = ""] = key.split(/\n(.*)/s);
    return [kind, name, id];
  });
  return entries.sort((a, b) => (a.join("\n") < b.join("\n") ? -1 : 1));
}

/** Reads what {@link formatRemembered} wrote; what is none of it is left out. */
export function parseRemembered(text: string): Remembered {
  return rememberedOf(JSON.parse(text));
}

/** Reads what {@link listRemembered} made; what is none of it is left out. */
export function rememberedOf(entries: unknown): Remembered {
  return new Map(
    (Array.isArray(entries) ? (entries as unknown[]) : []).flatMap((entry) => {
      const [kind, name, id] = Array.isArray(entry) ? (entry as unknown[]) : [];
      const isWhole = [kind, name, id].every((part) => typeof part === "string");
      return isWhole ? [[`${String(kind)}\n${String(name)}`, String(id)] as const] : [];
    }),
  );
}

/**
 * What names meant, by a text of access that has nothing of it: the assets that it names, by the names that they had then. A name of two
 * is left out.
 */
export function rememberedIn(text: string): Remembered {
  const assets = parseAccessText(text)
    .filter(isAssetGrant)
    .map(({ asset }) => asset);
  const byName = Map.groupBy(assets, ({ kind, name }) => `${kind}\n${name}`);
  return new Map(
    [...byName].flatMap(([key, some]) => {
      const [id, ...others] = new Set(some.map((asset) => asset.id));
      return id === undefined || others.length > 0 ? [] : [[key, id] as const];
    }),
  );
}
