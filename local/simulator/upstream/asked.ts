/** A right that somebody was asked for. */
export interface AskedRight {
  /** The ARN of who called. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
}

/** What was asked for, without repetition; by the settings of the simulated account, which are new after a reset. */
const asked = new WeakMap<object, Map<string, AskedRight>>();

/** Notes that a right was asked for, where the settings want it noted. */
export function noteAsked(settings: { readonly noteRights: boolean }, right: AskedRight): void {
  if (!settings.noteRights) return;
  const known = asked.get(settings) ?? new Map<string, AskedRight>();
  known.set(`${right.principal} ${right.action} ${right.resource}`, right);
  asked.set(settings, known);
}

/** The rights that were asked for since the last reset. */
export function askedRights(settings: object): AskedRight[] {
  return [...(asked.get(settings)?.values() ?? [])];
}
