import { showText } from "../../settings/showText.ts";
import { ownValue } from "../../aws/ownValue.ts";
import { quoteOdd } from "../../settings/codePoints.ts";
import { highestRole, type Role } from "../../settings/role.ts";
import type { Problem } from "../../settings/problem.ts";
import { describeMistakes, type Mistake } from "../../csv/mistake.ts";
import type { ParsedMembership } from "../membership/parseMembership.ts";
import { describeBadSession } from "./describeBadSession.ts";
import { findClashes, type SessionRow } from "./findClashes.ts";
import { findOddDomains } from "./findOddDomains.ts";
import { findSpellings } from "./findSpellings.ts";
import { groupFinder } from "./groupFinder.ts";
import { nameSome } from "../../aws/nameSome.ts";
import type { Person } from "../person.ts";
import { selectRows } from "./selectRows.ts";
import { findUnusable, type UnusablePerson } from "./findUnusable.ts";
import { sessionNameOf } from "./sessionNameOf.ts";

/** What the settings say about a group: the role it gives, if any. */
export interface GroupSettings {
  /** Absent for a data segment (a country, PII): the group gives no role. */
  readonly role?: Role | undefined;
  /** The custom permissions profile that its members get; it must exist. */
  readonly customPermissions?: string | undefined;
  readonly description?: string | undefined;
  /** True: somebody else made it, so that it is used, never made or deleted by a stack. */
  readonly existing?: boolean | undefined;
  /** The whole name in QuickSight; the prefix and the name of the settings when absent. */
  readonly name?: string | undefined;
  /** What the directory calls the group, besides its name in the settings. */
  readonly directory?: readonly string[] | undefined;
}

/** Where the session name of a person comes from: their email, their user, or a column of its own (else the email). */
export type SessionSource = "email" | "user" | "column";

/** What {@link buildRoster} needs to know of the tenant. */
export interface RosterSettings {
  readonly namespace: string;
  /**
   * Every namespace that the account has a tenant for; a row of any other is an error. Absent when that is not known: then
   * the rows of all others are skipped, and that is said.
   */
  readonly namespaces?: readonly string[] | undefined;
  /** The groups of this tenant by name. */
  readonly groups: Readonly<Record<string, GroupSettings>>;
  /** The group of people who registered themselves (`landing.newcomers`): no row may name it. Absent: there is none. */
  readonly newcomers?: string | undefined;
  /** @default "email" */
  readonly session?: SessionSource | undefined;
  /**
   * Whether somebody whose session name is none stops the run, or is left out and reported.
   * @default "refuse"
   */
  readonly unusable?: "refuse" | "skip" | undefined;
  /**
   * How many lines of one kind of mistake are named before they are counted.
   * @default 20
   */
  readonly most?: number | undefined;
}

/** The people of a namespace, and what is to be said of them. */
export interface BuiltRoster {
  /** Good only when there are no problems. */
  readonly people: readonly Person[];
  /** What stops a run, each with its line, sorted by line. */
  readonly problems: readonly Problem[];
  readonly notices: readonly string[];
  /**
   * People of the file who are not in the roster, as no session name of theirs fits. They have not left: whoever has their
   * email is not a leaver.
   */
  readonly unusable: readonly UnusablePerson[];
}

/**
 * Turns the rows of a membership file into the roster of one namespace. Rows of the account's other namespaces are left to
 * their own tenants, whatever is wrong with them. A person gets the highest role of their groups, whatever the order of the
 * rows; spellings of one person that differ in case are one person, and that is reported.
 *
 * Problems: a namespace that the account does not have, a group that the tenant does not have, a session name that cannot be
 * one, rows that contradict each other about who is who (see `findClashes`), a person whose groups give two custom
 * permissions profiles (QuickSight holds one for a user).
 */
export function buildRoster(membership: ParsedMembership, settings: RosterSettings): BuiltRoster {
  const { session: source = "email", most } = settings;
  const selected = selectRows(membership, settings);
  const mistakes = [...selected.mistakes];
  const findGroup = groupFinder(settings.groups);
  const usable: SessionRow[] = [];
  const unfit: SessionRow[] = [];
  for (const row of selected.rows) {
    const group = findGroup(row.group);
    if (group === undefined) mistakes.push(explainGroup(row.line, row.group, settings));
    else if (group === settings.newcomers) mistakes.push(explainNewcomers(row.line, group));
    const session = sessionNameOf(row, source);
    const list = describeBadSession(session) === undefined ? usable : unfit;
    list.push({ ...row, session, group: group ?? row.group });
  }
  const unusable = findUnusable(unfit, source, settings.unusable ?? "refuse");
  const spelled = findSpellings(usable);
  const people = Map.groupBy(spelled.rows, ({ session }) => session);
  mistakes.push(...unusable.mistakes, ...findClashes(usable, source));
  for (const rows of people.values()) mistakes.push(...findProfiles(rows, settings));
  const say = (list: readonly Mistake[]) =>
    describeMistakes(membership.source, list, most).map(
      ({ where, message }) => `${where}: ${message}`,
    );
  return {
    people: [...people.values()]
      .map((rows) => toPerson(rows, settings))
      .sort((a, b) => (a.session < b.session ? -1 : 1)),
    problems: [...selected.problems, ...describeMistakes(membership.source, mistakes, most)],
    notices: [
      ...selected.notices,
      ...say(spelled.remarks),
      ...say(findOddDomains(usable)),
      ...say(unusable.remarks),
    ],
    unusable: unusable.people,
  };
}

function explainGroup(line: number, group: string, { namespace, groups }: RosterSettings): Mistake {
  const message = `group ${quoteOdd(group)} is not in the settings of namespace ${namespace} (it has ${nameSome(Object.keys(groups))}); correct the row, or add the group to tenant.groups, or the name to the directory names of one of them`;
  return { line, kind: "a group that the settings lack", message };
}

/** Who leaves the file would be taken for somebody who registered themselves: see `isArrived`. */
function explainNewcomers(line: number, group: string): Mistake {
  const message = `group ${quoteOdd(group)} is that of people who registered themselves (tenant.landing.newcomers), and nobody is put into it by the file; correct the row, or make another group for newcomers`;
  return { line, kind: "the group of newcomers", message };
}

function findProfiles(rows: readonly SessionRow[], { groups }: RosterSettings): Mistake[] {
  const first = new Map<string, SessionRow>();
  for (const row of rows) {
    const profile = ownValue(groups, row.group)?.customPermissions;
    if (profile !== undefined && !first.has(profile)) first.set(profile, row);
  }
  const [one, other] = [...first];
  if (one === undefined || other === undefined) return [];
  const message = `${showText(other[1].email)} gets two custom permissions profiles: ${other[0]} by group ${other[1].group} here and ${one[0]} by group ${one[1].group} on line ${one[1].line}; a user holds one, so take them out of one group`;
  return [{ line: other[1].line, kind: "a second custom permissions profile", message }];
}

function toPerson(rows: readonly SessionRow[], settings: RosterSettings): Person {
  const { email = "", session = email, user = "" } = rows[0] ?? {};
  const groups = [...new Set(rows.map((row) => row.group))].sort();
  const roles = groups.flatMap((group) => ownValue(settings.groups, group)?.role ?? []);
  const [profile] = groups.flatMap(
    (group) => ownValue(settings.groups, group)?.customPermissions ?? [],
  );
  return {
    session,
    email,
    user,
    role: highestRole(roles),
    ...(profile === undefined ? {} : { customPermissions: profile }),
    groups,
    lines: rows.map((row) => row.line),
  };
}
