import type { ActualPerson } from "../readNamespace.ts";

/**
 * The custom permissions profile that each group gives: one that all its members hold. A profile that somebody holds whose
 * groups do not give it is given by no group, as a plan would take it from them.
 */
export function findProfiles(
  members: ReadonlyMap<string, readonly ActualPerson[]>,
  people: readonly ActualPerson[],
): Map<string, string> {
  const shared = new Map<string, string>();
  for (const [group, some] of members) {
    const profile = some[0]?.customPermissions;
    if (profile !== undefined && some.every((one) => one.customPermissions === profile)) {
      shared.set(group, profile);
    }
  }
  const contested = new Set(
    people.flatMap(({ customPermissions, groups }) =>
      customPermissions !== undefined && !groups.some((group) => shared.has(group))
        ? [customPermissions]
        : [],
    ),
  );
  return new Map([...shared].filter(([, profile]) => !contested.has(profile)));
}
