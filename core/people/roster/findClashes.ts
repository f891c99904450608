import { showText } from "../../settings/showText.ts";
import type { MembershipRow } from "../membership/membershipRow.ts";
import type { Mistake } from "../../csv/mistake.ts";
import type { SessionSource } from "./buildRoster.ts";
import { domainOf } from "./domainOf.ts";
import { isOneSlip } from "./isOneSlip.ts";

/** A row with the session name that the settings give its person. */
export interface SessionRow extends MembershipRow {
  readonly session: string;
}

/** With how many of a user's domains another one is compared: whoever has more is `info` or `admin` of each. */
const mostDomains = 100;

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
  const firstByLogin = new Map<string, SessionRow>();
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
    const login = `${user}@${domainOf(row)}`;
    const others = firstsByUser.get(user);
    const other = firstByLogin.get(login) ?? others?.find((one) => isSlip(one, row, isShared));
    if (other !== undefined) mistakes.push(explainTwice(row, other));
    if (!firstByLogin.has(login)) firstByLogin.set(login, row);
    if (others === undefined) firstsByUser.set(user, [row]);
    else if (others.length < mostDomains) others.push(row);
  }
  return mistakes;
}

function findSessionClash(row: SessionRow, first: SessionRow, source: SessionSource): Mistake[] {
  const there = `on line ${first.line}`;
  const { line } = row;
  if (row.email.toLowerCase() !== first.email.toLowerCase()) {
    const message =
      source === "user"
        ? `user ${showText(row.user)} has two emails: ${showText(row.email)} here and ${showText(first.email)} ${there}; the user is the session name, so give each person a user of their own, with one email`
        : `session ${showText(row.session)} has two emails: ${showText(row.email)} here and ${showText(first.email)} ${there}; give each person a session name of their own, with one email`;
    return [{ line, kind: "a second email for one person", message }];
  }
  if (row.user.toLowerCase() === first.user.toLowerCase()) return [];
  const message =
    source === "email"
      ? `email ${showText(row.email)} belongs to two users: ${showText(row.user)} here and ${showText(first.user)} ${there}; give each user an email of their own`
      : `session ${showText(row.session)} belongs to two users: ${showText(row.user)} here and ${showText(first.user)} ${there}; give each user a session name of their own`;
  return [{ line, kind: "a second user for one person", message }];
}

function explainTwice(row: SessionRow, other: SessionRow): Mistake {
  const { line } = row;
  const there = `on line ${other.line}`;
  if (row.email.toLowerCase() === other.email.toLowerCase()) {
    const message = `user ${showText(row.user)} has two session names: ${showText(row.session)} here and ${showText(other.session)} ${there}; write the same one in each row of a person`;
    return { line, kind: "a second session name for one person", message };
  }
  const domains =
    domainOf(row) === domainOf(other)
      ? ""
      : ", or a user name of their own to each where they are two people";
  const message = `user ${showText(row.user)} has two emails: ${showText(row.email)} here and ${showText(other.email)} ${there}; give the user one email${domains}`;
  return { line, kind: "a second email for one person", message };
}

/** Domains of two rows of one user that are most likely one, misspelled. */
function isSlip(
  one: SessionRow,
  other: SessionRow,
  isShared: (domain: string) => boolean,
): boolean {
  const [a, b] = [domainOf(one), domainOf(other)];
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
