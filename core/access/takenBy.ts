import { printable } from "../aws/printable.ts";
import type { Asset } from "../assets/asset.ts";
import type { AccessLevel, Grant } from "./grant.ts";
import { isDashboardGrant, levelsOfAll } from "./grant.ts";
import { type AccessStep, isLowering } from "./step.ts";

/**
 * What a step takes, a line for each thing: `take critical off dashboard 2f1c… "Sales"`, `make critical viewer of …`. Empty for a
 * step that only gives.
 */
export function takenBy(step: AccessStep): readonly string[] {
  if (step.kind === "revoke") return [`${startOff(step.group)}${describeTaken(step.asset)}`];
  if (isLowering(step)) return [`${startTo(step.group, step.to)}${describeTaken(step.asset)}`];
  return [];
}

function startOff(group: string): string {
  return `take ${group} off `;
}

function startTo(group: string, level: AccessLevel): string {
  return `make ${group} ${level} of `;
}

function describeTaken({ kind, id, name }: Asset): string {
  return `${addressOf(kind, id)}${printable(name)}"`;
}

/** Up to the name, which may be another one in the text that a preview showed. */
function addressOf(kind: string, id: string): string {
  return `${kind} ${id} "`;
}

/**
 * True for a line of {@link takenBy} that whoever compares two texts of access has seen: the line of that group and dashboard
 * goes or says less, or the group's `all` does.
 */
export function shownBetween(
  former: readonly Grant[],
  grants: readonly Grant[],
): (line: string) => boolean {
  const levels = new Map(grants.map((grant) => [keyOf(grant), grant.level]));
  const all = levelsOfAll(grants);
  const shown = former.filter((grant) => {
    const level = levels.get(keyOf(grant)) ?? all.get(grant.group);
    return level !== grant.level && level !== "owner";
  });
  const starts = shown.flatMap((grant) => {
    const address = isDashboardGrant(grant) ? addressOf("dashboard", grant.dashboard.id) : "";
    return [startOff(grant.group), startTo(grant.group, "viewer")].map((start) => start + address);
  });
  return (line) => starts.some((start) => line.startsWith(start));
}

function keyOf(grant: Grant): string {
  return JSON.stringify([grant.group, isDashboardGrant(grant) ? grant.dashboard.id : null]);
}
