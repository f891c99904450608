/**
 * A map that can be read in the order of its keys from any key on, made for paging: a page costs
 * O(log n + page), and writing many entries costs one sort at the next reading.
 */
export class SortedMap<V> {
  readonly #values = new Map<string, V>();
  // The keys in order, except for those still in #added.
  #sorted: string[] = [];
  readonly #added = new Set<string>();

  get size(): number {
    return this.#values.size;
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  get(key: string): V | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: V): void {
    if (!this.#values.has(key)) {
      this.#added.add(key);
    }
    this.#values.set(key, value);
  }

  delete(key: string): boolean {
    if (!this.#values.delete(key)) {
      return false;
    }
    if (!this.#added.delete(key)) {
      this.#sorted.splice(this.#position(key), 1);
    }
    return true;
  }

  clear(): void {
    this.#values.clear();
    this.#added.clear();
    this.#sorted = [];
  }

  /** The keys in no particular order. */
  keys(): IterableIterator<string> {
    return this.#values.keys();
  }

  /** The values in no particular order. */
  values(): IterableIterator<V> {
    return this.#values.values();
  }

  /** The entries in order, from the first key that is not less than this one. */
  *entriesFrom(key: string): Generator<readonly [string, V]> {
    this.#sort();
    for (
      let index = key === "" ? 0 : this.#position(key);
      index < this.#sorted.length;
      index += 1
    ) {
      const found = this.#sorted[index];
      if (found !== undefined) {
        yield [found, this.#values.get(found) as V];
      }
    }
  }

  /** The form in which `GET /_sim/state` shows it. */
  toJSON(): unknown {
    return Object.fromEntries(this.entriesFrom(""));
  }

  /** What comes before the key itself in the order. */
  protected rankOf(_key: string): number {
    return 0;
  }

  #compare(left: string, right: string): number {
    return this.rankOf(left) - this.rankOf(right) || compare(left, right);
  }

  #sort(): void {
    if (this.#added.size === 0) {
      return;
    }
    if (this.#added.size <= 32) {
      for (const key of this.#added) {
        this.#sorted.splice(this.#position(key), 0, key);
      }
    } else {
      // The sort of V8 finds the long run that is in order already.
      this.#sorted = [...this.#sorted, ...this.#added].sort((left, right) =>
        this.#compare(left, right),
      );
    }
    this.#added.clear();
  }

  #position(key: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(this.#sorted[middle] ?? "", key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
