import { isRole } from "../role.ts";
import type { Person, Roster } from "./buildRoster.ts";

/** Fixed, so that a longer email elsewhere in the roster never rewrites the lines of other people. */
const emailWidth = 40;
const roleWidth = 10;

/**
 * The roster as one text, a line per person, sorted by email:
 * `ana@example.com                          READER     critical usa`.
 *
 * It is what `pulumi preview --diff` shows. The engine prints a changed text as a line diff and leaves out what stayed the
 * same, while it prints a changed map whole.
 */
export function formatRoster(roster: Roster): string {
  return [...roster]
    .sort((a, b) => (a.email < b.email ? -1 : 1))
    .map(formatPerson)
    .join("\n");
}

function formatPerson({ email, role, groups }: Person): string {
  return `${email.padEnd(emailWidth)} ${role.padEnd(roleWidth)} ${[...groups].sort().join(" ")}`.trimEnd();
}

/** Reads what {@link formatRoster} wrote. Throws on a line that it did not write. */
export function parseRosterText(text: string): Roster {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [email = "", role = "", ...groups] = line.split(/ +/);
      if (!email.includes("@") || !isRole(role)) {
        throw new Error(
          `not a line of a roster (got "${line}"); expected "email ROLE group group …"`,
        );
      }
      return { email, role, groups };
    });
}
