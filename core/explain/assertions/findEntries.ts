import { accessEntries } from "./entries/accessEntries.ts";
import { dataEntries } from "./entries/dataEntries.ts";
import type { EntryFinder, KnownOfEntries } from "./entries/entryFinder.ts";
import { folderEntries } from "./entries/folderEntries.ts";
import { handOverEntries } from "./entries/handOverEntries.ts";

/**
 * Makes the function that finds every setting by which a way leads to an asset, as a place: `tenant.access[1]`. What a group is given is
 * given so; only where nothing gives it, it comes from what somebody owned who is deleted.
 */
export function findEntries(known: KnownOfEntries): EntryFinder {
  const given = [accessEntries(known), folderEntries(known), dataEntries(known)];
  const handedOver = handOverEntries(known);
  return (way, asset) => {
    const found = given.flatMap((find) => find(way, asset));
    return found.length > 0 ? found : handedOver(way, asset);
  };
}
