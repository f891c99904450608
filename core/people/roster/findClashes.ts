import type { MembershipRow } from "../membership/parseMembership.ts";
import type { Mistake } from "../membership/mistake.ts";
import type { SessionSource } from "./buildRoster.ts";

/** A row with the session name that the settings give its person. */
export interface SessionRow extends MembershipRow {
  readonly session: string;
}

/**
 * Rows that contradict each other about who is who. Case never counts: directories do not keep it.
 *
 * A session name is one person, with one email and one user. A user with two emails is a typing mistake or a change halfway,
 * and would be registered twice, unless the two are of different domains: directories of two domains give the same login to
 * two people (`jsmith`). Domains that differ by one slip of the keyboard are taken for one, but for those that both have
 * other people in the file.
 */
export function findClashes(rows: readonly SessionRow[], source: SessionSource): Mistake[] {
  const firstBySession = new Map<string, SessionRow>();
  const firstsByUser = new Map<string, SessionRow[]>();
  let shared: ReadonlySet<string> | undefined;
  const isShared = (domain: string) => (shared ??= findSharedDomains(rows)).has(domain);
  const mistakes: Mistake[] = [];
  for (const row of rows) {
    const session = row.session.toLowerCase();
    const same = firstBySession.get(session);
    if (same !== undefined) {
      if (same.email !== row.email || same.user !== row.user) {
        mistakes.push(...findSessionClash(row, same, source));
      }
      continue;
    }
    firstBySession.set(session, row);
    const user = row.user.toLowerCase();
    const others = firstsByUser.get(user);
    const other = others?.find((one) => isSamePerson(one, row, isShared));
    if (other !== undefined) mistakes.push(explainTwice(row, other));
    if (others === undefined) firstsByUser.set(user, [row]);
    else others.push(row);
  }
  return mistakes;
}

function findSessionClash(row: SessionRow, first: SessionRow, source: SessionSource): Mistake[] {
  const there = `on line ${first.line}`;
  const { line } = row;
  if (row.email.toLowerCase() !== first.email.toLowerCase()) {
    const message =
      source === "user"
        ? `user "${row.user}" has two emails: "${row.email}" here and "${first.email}" ${there}; the user is the session name, so give each person a user of their own, with one email`
        : `session "${row.session}" has two emails: "${row.email}" here and "${first.email}" ${there}; give each person a session name of their own, with one email`;
    return [{ line, kind: "a second email for one person", message }];
  }
  if (row.user.toLowerCase() === first.user.toLowerCase()) return [];
  const message =
    source === "email"
      ? `email "${row.email}" belongs to two users: "${row.user}" here and "${first.user}" ${there}; give each user an email of their own`
      : `session "${row.session}" belongs to two users: "${row.user}" here and "${first.user}" ${there}; give each user a session name of their own`;
  return [{ line, kind: "a second user for one person", message }];
}

function explainTwice(row: SessionRow, other: SessionRow): Mistake {
  const { line } = row;
  const there = `on line ${other.line}`;
  if (row.email.toLowerCase() === other.email.toLowerCase()) {
    const message = `user "${row.user}" has two session names: "${row.session}" here and "${other.session}" ${there}; write the same one in each row of a person`;
    return { line, kind: "a second session name for one person", message };
  }
  const domains =
    domainOf(row) === domainOf(other)
      ? ""
      : ", or a user name of their own to each where they are two people";
  const message = `user "${row.user}" has two emails: "${row.email}" here and "${other.email}" ${there}; give the user one email${domains}`;
  return { line, kind: "a second email for one person", message };
}

/** Two session names of one user: one person, written in two ways? */
function isSamePerson(
  one: SessionRow,
  other: SessionRow,
  isShared: (domain: string) => boolean,
): boolean {
  if (one.email.toLowerCase() === other.email.toLowerCase()) return true;
  const [a, b] = [domainOf(one), domainOf(other)];
  if (a === b) return true;
  return isOneSlip(a, b) && !(isShared(a) && isShared(b));
}

/** Domains that more than one user of the file is in. */
function findSharedDomains(rows: readonly SessionRow[]): ReadonlySet<string> {
  const users = new Map<string, string>();
  const shared = new Set<string>();
  for (const row of rows) {
    const domain = domainOf(row);
    const user = row.user.toLowerCase();
    const first = users.get(domain);
    if (first === undefined) users.set(domain, user);
    else if (first !== user) shared.add(domain);
  }
  return shared;
}

function domainOf({ email }: SessionRow): string {
  return email.slice(email.lastIndexOf("@") + 1).toLowerCase();
}

/** True when one letter is another, missing or too many, or two neighbours are exchanged. */
function isOneSlip(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const rest = (text: string, skipped: number) => text.slice(at + skipped);
  if (short.length < long.length) return rest(short, 0) === rest(long, 1);
  if (rest(short, 1) === rest(long, 1)) return true;
  return (
    short[at] === long[at + 1] && short[at + 1] === long[at] && rest(short, 2) === rest(long, 2)
  );
}
