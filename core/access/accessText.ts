import { printable } from "../aws/printable.ts";
import { type Grant, isDashboardGrant } from "./grant.ts";

/** Fixed, so that a longer name elsewhere never rewrites the other lines; an id made by QuickSight has 36 characters. */
const groupWidth = 22;
const idWidth = 36;

/** How much of a grant on everything holds; only what is read from QuickSight has one, and only when it is not all. */
export interface Shortfall {
  readonly granted: number;
  readonly assets: number;
}

const linePattern =
  /^(?<group>.+?) +(?<level>viewer|owner) +(?:dashboard {2}(?<id>\S+) +(?<name>\S.*)|all(?: \(\d+ of \d+ assets\))?)$/u;

/**
 * The grants as one text, a line per grant, sorted by group, with a group's `all` first and then its dashboards by name:
 * `critical                viewer  dashboard  <id>  Sales Results - Critical` and `bi-admin                owner   all`.
 *
 * It is what `pulumi preview --diff` shows; see `formatRoster` for why it is one text.
 *
 * @param shortfalls by group: where `all` does not hold on every asset, as ` all (12 of 14 assets)`
 */
export function formatAccess(
  grants: readonly Grant[],
  shortfalls: ReadonlyMap<string, Shortfall> = new Map(),
): string {
  return grants
    .map((grant) => ({ key: sortKey(grant), line: formatGrant(grant, shortfalls) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ line }) => line)
    .join("\n");
}

function formatGrant(grant: Grant, shortfalls: ReadonlyMap<string, Shortfall>): string {
  const start = `${grant.group.padEnd(groupWidth)}  ${grant.level.padEnd(6)}  `;
  if (isDashboardGrant(grant)) {
    const { id, name } = grant.dashboard;
    return `${start}dashboard  ${id.padEnd(idWidth)}  ${onOneLine(name)}`;
  }
  const shortfall = shortfalls.get(grant.group);
  if (shortfall === undefined) return `${start}all`;
  return `${start}all (${shortfall.granted} of ${shortfall.assets} assets)`;
}

/** Names may hold anything, also line breaks; only the id decides what is meant. */
function onOneLine(name: string): string {
  return printable(name.replaceAll(/\s+/gu, " ")).trim() || "(no name)";
}

function sortKey(grant: Grant): string {
  const { group } = grant;
  if (!isDashboardGrant(grant)) return [group, ""].join("\n");
  return [group, onOneLine(grant.dashboard.name), grant.dashboard.id].join("\n");
}

/** Reads what {@link formatAccess} wrote; shortfalls are left out. Throws on a line that it did not write. */
export function parseAccessText(text: string): Grant[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const { group = "", level = "", id, name = "" } = linePattern.exec(line)?.groups ?? {};
      if (level !== "viewer" && level !== "owner") {
        throw new Error(
          `not a line of access (got "${line}"); expected "group level dashboard id name" or "group level all"`,
        );
      }
      return id === undefined
        ? { group, level, all: true }
        : { group, level, dashboard: { id, name } };
    });
}
