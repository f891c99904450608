/** What happens; where it ends with something that others do, when that is done. */
type Effect = () => void | Promise<void>;

interface Due {
  readonly at: number;
  readonly effect: Effect;
}

/**
 * What happens by itself later, such as a namespace becoming ready.
 *
 * It runs before the next call instead of by timers, so that nothing changes between two calls of a
 * test and nothing keeps the process alive.
 */
export class Timeline {
  readonly #due: Due[] = [];

  /** Lets something happen at a time in milliseconds since 1970. */
  schedule(at: number, effect: Effect): void {
    const later = this.#due.findIndex((due) => due.at > at);
    this.#due.splice(later === -1 ? this.#due.length : later, 0, { at, effect });
  }

  /**
   * Lets everything happen that is due by now, in order of time.
   *
   * @returns when what others do about it is done too; the account itself has changed at once
   */
  async run(now: number): Promise<void> {
    const ends: Promise<void>[] = [];
    for (let next = this.#due[0]; next !== undefined && next.at <= now; next = this.#due[0]) {
      this.#due.shift();
      const end = next.effect();
      if (end instanceof Promise) ends.push(end);
    }
    await Promise.all(ends);
  }
}
