import { SortedMap } from "./sortedMap.ts";

/** A set of names that can be read in order from any name on. */
export class SortedSet extends SortedMap<true> {
  add(name: string): void {
    this.set(name, true);
  }

  /** The form in which `GET /_sim/state` shows it. */
  override toJSON(): unknown {
    return [...this.entriesFrom("")].map(([name]) => name);
  }
}
