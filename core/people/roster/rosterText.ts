import { isRole } from "../../settings/role.ts";
import type { Person, Roster } from "./buildRoster.ts";

/** Fixed, so that a longer email elsewhere in the roster never rewrites the lines of other people. */
const emailWidth = 40;
const roleWidth = 10;

/**
 * The roster as one text, a line per person, sorted by email:
 * `ana@example.com                          READER     critical usa`; a custom permissions profile stands behind the role
 * (`READER:no-exports`).
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

function formatPerson({ email, role, customPermissions, groups }: Person): string {
  const rights = customPermissions === undefined ? role : `${role}:${customPermissions}`;
  return `${email.padEnd(emailWidth)} ${rights.padEnd(roleWidth)} ${[...groups].sort().join(" ")}`.trimEnd();
}

/** Reads what {@link formatRoster} wrote. Throws on a line that it did not write. */
export function parseRosterText(text: string): Roster {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [email = "", rights = "", ...groups] = line.split(/ +/);
      const [role = "", customPermissions] = rights.split(":");
      if (email === "" || !isRole(role)) {
        throw new Error(
          `not a line of a roster (got "${line}"); expected "email ROLE[:profile] group group …"`,
        );
      }
      return {
        email,
        role,
        ...(customPermissions === undefined ? {} : { customPermissions }),
        groups,
      };
    });
}
