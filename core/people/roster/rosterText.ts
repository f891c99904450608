import { isRole } from "../../settings/role.ts";
import type { Person } from "../person.ts";

/** Fixed, so that a longer email elsewhere in the roster never rewrites the lines of other people. */
const nameWidth = 40;
const roleWidth = 10;

/**
 * The roster as one text, a line per person, sorted by session name:
 * `ana@example.com                          READER     critical usa`; a custom permissions profile stands behind the role
 * (`READER:no-exports`), and the email behind a session name that is another (`ana <ana@example.com>`). What holds spaces or
 * quotes, or would not be seen, is in quotes as in JSON.
 *
 * It is what `pulumi preview --diff` shows. The engine prints a changed text as a line diff and leaves out what stayed the
 * same, while it prints a changed map whole.
 */
export function formatRoster(people: readonly Person[]): string {
  return [...people]
    .sort((a, b) => compare(a.session, b.session) || compare(a.email, b.email))
    .map(formatPerson)
    .join("\n");
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function formatPerson(person: Person): string {
  const { session, email, role, customPermissions, groups } = person;
  const name = session === email ? quote(email) : `${quote(session)} <${quote(email)}>`;
  const rights = customPermissions === undefined ? role : `${role}:${quote(customPermissions)}`;
  const list = [...groups].sort().map(quote).join(" ");
  return `${name.padEnd(nameWidth)} ${rights.padEnd(roleWidth)} ${list}`.trimEnd();
}

/** What may stand without quotes: neither spaces, quotes, backslashes and angle brackets, nor what nobody sees. */
const bare = String.raw`[^\s"\\<>\p{Cc}\p{Cf}\p{Cs}\p{Z}]+`;
const quoted = String.raw`"(?:[^"\\]|\\.)*"`;
const token = `(?:${bare}|${quoted})`;
const isBare = new RegExp(`^${bare}$`, "u");
const line = new RegExp(
  `^(?<name>${token})(?: <(?<email>${token})>)? +(?<role>[A-Z_]+)(?::(?<profile>${token}))?(?<groups>(?: +${token})*) *$`,
  "u",
);

function quote(text: string): string {
  if (isBare.test(text)) return text;
  return JSON.stringify(text).replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/gu, (character) =>
    character === " "
      ? character
      : [...Array(character.length).keys()]
          .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
          .join(""),
  );
}

function unquote(text: string): string {
  return text.startsWith('"') ? String(JSON.parse(text)) : text;
}

/** Reads what {@link formatRoster} wrote. Throws on a line that it did not write. */
export function parseRosterText(text: string): Person[] {
  return text
    .split("\n")
    .filter((row) => row !== "")
    .map(parsePerson);
}

function parsePerson(row: string): Person {
  const { name, email, role = "", profile, groups = "" } = line.exec(row)?.groups ?? {};
  if (name === undefined || !isRole(role)) {
    throw new Error(
      `not a line of a roster (got "${row}"); expected "email ROLE[:profile] group group …"`,
    );
  }
  return {
    session: unquote(name),
    email: unquote(email ?? name),
    role,
    ...(profile === undefined ? {} : { customPermissions: unquote(profile) }),
    groups: (groups.match(new RegExp(token, "gu")) ?? []).map(unquote),
  };
}
