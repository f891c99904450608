import { ScatteredMap } from "./scatteredMap.ts";
import { SortedMap } from "./sortedMap.ts";
import { SortedSet } from "./sortedSet.ts";
import type { Store } from "./store.ts";
import { Timeline } from "./timeline.ts";

/**
 * A copy of the account that shares nothing with it. What was to happen by itself later (a namespace that becomes ready)
 * happens first, in both.
 */
export function cloneStore(store: Store): Store {
  // A copy can't wait for the emulator, which is none of it.
  store.timeline.run(Infinity).catch(() => undefined);
  return clone(store, new Map()) as Store;
}

/** `structuredClone` leaves out prototypes and private fields, which the sorted maps live by. */
function clone(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  const keep = <Copy extends object>(copy: Copy) => {
    seen.set(value, copy);
    return copy;
  };
  if (value instanceof Timeline) return keep(new Timeline());
  if (value instanceof SortedMap) {
    const copy = keep(
      value instanceof SortedSet
        ? new SortedSet()
        : value instanceof ScatteredMap
          ? new ScatteredMap<unknown>()
          : new SortedMap<unknown>(),
    );
    for (const [key, entry] of value.entriesFrom("")) copy.set(key, clone(entry, seen));
    return copy;
  }
  if (value instanceof Map) {
    const copy = keep(new Map<unknown, unknown>());
    for (const [key, entry] of value) copy.set(key, clone(entry, seen));
    return copy;
  }
  if (value instanceof Set) return keep(new Set(value));
  if (value instanceof Date) return keep(new Date(value));
  if (Array.isArray(value)) {
    const copy = keep<unknown[]>([]);
    for (const entry of value) copy.push(clone(entry, seen));
    return copy;
  }
  const copy = keep<Record<string, unknown>>({});
  for (const [key, entry] of Object.entries(value)) copy[key] = clone(entry, seen);
  return copy;
}
