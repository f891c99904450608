import { isMap, isScalar, isSeq } from "yaml";

/**
 * The offset in the text of the deepest key of a path that there is: of the map that lacks it, when the key itself is missing.
 *
 * @param root  keys from the document's top down to where the path begins
 * @param where the path as problems name it: `tenant.groups.critical.role` or `tenant.access[2].group`; its first part is the
 *              name of the root, and a key may hold dots itself
 */
export function findKey(contents: unknown, root: readonly string[], where: string): number {
  let place = { node: contents, offset: startOf(contents) };
  for (const key of root) place = step(place.node, key)?.[0] ?? place;
  let rest = where.replace(/^\w+[.]?/, "");
  for (;;) {
    const [found, length] = step(place.node, rest, true) ?? [];
    if (found === undefined || length === undefined) return place.offset;
    place = found;
    rest = rest.slice(length).replace(/^[\].]+/, "");
  }
}

interface Place {
  readonly node: unknown;
  readonly offset: number;
}

/** One key further: the longest that the path begins with, as a key may hold dots; and how much of the path it takes. */
function step(node: unknown, path: string, partly = false): [Place, number] | undefined {
  if (isSeq(node)) {
    const [text, index = ""] = /^\[?(\d+)/.exec(path) ?? [];
    const item = text === undefined ? undefined : node.items[Number(index)];
    return item === undefined
      ? undefined
      : [{ node: item, offset: startOf(item) }, text?.length ?? 0];
  }
  if (!isMap(node)) return undefined;
  let best: [Place, number] | undefined;
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : "";
    const fits = partly
      ? path.startsWith(name) && /^([.[]|$)/.test(path.slice(name.length))
      : path === name;
    if (name !== "" && fits && name.length > (best?.[1] ?? 0)) {
      best = [{ node: value, offset: startOf(key) }, name.length];
    }
  }
  return best;
}

function startOf(node: unknown): number {
  const { range } = (node ?? {}) as { readonly range?: readonly number[] | null };
  return range?.[0] ?? 0;
}
