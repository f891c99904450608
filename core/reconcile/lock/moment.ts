/** A moment by both clocks of this machine, in milliseconds. */
export interface Moment {
  /** Never set back or forward, but it may stand still while the machine sleeps. */
  readonly steady: number;
  /** Goes on while the machine sleeps, but may be set. */
  readonly wall: number;
}

/** This moment. */
export function now(): Moment {
  return { steady: performance.now(), wall: Date.now() };
}

/**
 * The time since a moment, in milliseconds: the longer one of both clocks. A laptop that slept must not take its lock for
 * fresh; a clock that was set forward only makes a holder stop early.
 */
export function elapsedSince(moment: Moment, until = now()): number {
  return Math.max(until.steady - moment.steady, until.wall - moment.wall);
}
