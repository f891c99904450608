import { showText } from "../../settings/showText.ts";
import type { Mistake } from "../../csv/mistake.ts";
import type { SessionSource } from "./buildRoster.ts";
import { describeBadSession } from "./describeBadSession.ts";
import type { SessionRow } from "./findClashes.ts";

/** Somebody of the membership file whom QuickSight cannot have under the session name that the settings give them. */
export interface UnusablePerson {
  readonly email: string;
  /** What their session name would be. */
  readonly session: string;
  readonly user: string;
  /** The first line that names them. */
  readonly line: number;
}

/**
 * The people of rows whose session name is none, each once: as mistakes, or as remarks when they are skipped.
 *
 * @param rows rows whose session name does not fit
 */
export function findUnusable(
  rows: readonly SessionRow[],
  source: SessionSource,
  policy: "refuse" | "skip",
): {
  readonly people: readonly UnusablePerson[];
  readonly mistakes: readonly Mistake[];
  readonly remarks: readonly Mistake[];
} {
  const people = new Map<string, UnusablePerson>();
  for (const { email, session, user, line } of rows) {
    if (!people.has(session)) people.set(session, { email, session, user, line });
  }
  const found = [...people.values()];
  const reports = found.map(({ session, line }): Mistake => {
    const what = `the ${nameOf[source]} ${showText(session)} cannot be a session name (${describeBadSession(session) ?? ""})`;
    const message = policy === "skip" ? `${what}; left out` : `${what}; ${advice[source]}`;
    return { line, kind: "a session name that cannot be one", message };
  });
  return policy === "skip"
    ? { people: found, mistakes: [], remarks: reports }
    : { people: found, mistakes: reports, remarks: [] };
}

const nameOf: Readonly<Record<SessionSource, string>> = {
  email: "email",
  user: "user",
  column: "session",
};

const skip = "or leave such people out (tenant.membership.unusable: skip)";
/** Letters, digits and _ + = . @ - are what QuickSight takes, whoever gives the name. */
const advice: Readonly<Record<SessionSource, string>> = {
  email: `QuickSight takes 2 to 64 letters, digits and _ + = . @ -, so have the identity provider give another, and say it in a column session (tenant.identity.session: column) or take the user (user), ${skip}`,
  user: `use 2 to 64 letters, digits and _ + = . @ - as the identity provider gives them, ${skip}`,
  column: `say in column session what the identity provider gives, 2 to 64 letters, digits and _ + = . @ -, ${skip}`,
};
