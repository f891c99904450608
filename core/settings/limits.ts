/** How much of something may go: a part of what there is, with a floor for few and a cap for many. */
export interface Limits {
  readonly percent: number;
  /** May go however few there are, but never more than half of them, or one. */
  readonly atLeast: number;
  /** May go at most however many there are. */
  readonly atMost: number;
}

/** The most that may go of `of`. */
export function limitOf(of: number, { percent, atLeast, atMost }: Limits): number {
  const floor = Math.min(atLeast, Math.max(1, Math.floor(of / 2)));
  return Math.min(atMost, Math.max(Math.floor((of * percent) / 100), floor));
}

/** The limits as a refusal names them: `25 %, 5 where there are few, at most 25`. */
export function describeLimits({ percent, atLeast, atMost }: Limits): string {
  return `${percent} %, ${atLeast} where there are few, at most ${atMost}`;
}

/** Everybody has several memberships and grants. */
const perPerson = 4;

/** The limits of what everybody has several of. */
export function timesSeveral({ percent, atLeast, atMost }: Limits): Limits {
  return { percent, atLeast, atMost: atMost * perPerson };
}
