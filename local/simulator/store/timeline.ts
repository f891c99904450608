interface Due {
  readonly at: number;
  readonly effect: () => void;
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
  schedule(at: number, effect: () => void): void {
    const later = this.#due.findIndex((due) => due.at > at);
    this.#due.splice(later === -1 ? this.#due.length : later, 0, { at, effect });
  }

  /** Lets everything happen that is due by now, in order of time. */
  run(now: number): void {
    for (let next = this.#due[0]; next !== undefined && next.at <= now; next = this.#due[0]) {
      this.#due.shift();
      next.effect();
    }
  }
}
