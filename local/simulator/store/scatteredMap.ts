import { SortedMap } from "./sortedMap.ts";

/** A map that can be read from any key on in an order that is always the same but not that of the keys. */
export class ScatteredMap<V> extends SortedMap<V> {
  // FNV-1a: cheap, and near keys are far apart.
  protected override rankOf(key: string): number {
    let hash = 0x811c9dc5;
    for (let index = 0; index < key.length; index += 1) {
      hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193) >>> 0;
    }
    return hash;
  }
}
