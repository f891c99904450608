import type { GroupSettings } from "./buildRoster.ts";

/** The custom permissions profiles that groups give, each once, sorted: those that are ours to apply and to take away. */
export function profilesOf(groups: Readonly<Record<string, GroupSettings>>): string[] {
  const named = Object.values(groups).flatMap(({ customPermissions }) => customPermissions ?? []);
  return [...new Set(named)].sort();
}
