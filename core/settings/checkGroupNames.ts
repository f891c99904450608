import { isReplacedName } from "../aws/scope.ts";
import { showText } from "./showText.ts";
import { cleanText } from "./cleanText.ts";
import { groupNames } from "./groupNames.ts";
import type { Problem } from "./problem.ts";
import type { TenantSettings } from "./tenantSettings.ts";

/** Groups of which two would be one: in QuickSight, or in what the directory calls them. */
export function checkGroupNames({ groups, identity }: TenantSettings): Problem[] {
  const fullNames = [...groupNames(groups, identity.groupPrefix)].map(([key, name]) => ({
    key,
    name,
    where: `tenant.groups.${key}.name`,
  }));
  const called = Object.entries(groups).flatMap(([key, { directory = [] }]) => [
    { key, name: key, where: `tenant.groups.${key}` },
    ...directory.map((name, index) => ({
      key,
      name,
      where: `tenant.groups.${key}.directory[${index}]`,
    })),
  ]);
  return [
    ...findShared(fullNames).map(({ where, name, other }) => ({
      where,
      message: `is the QuickSight name of group ${other} as well (got ${showText(name)}); give each a name of its own`,
    })),
    ...findReplaced(groups, identity.groupPrefix),
    // Keys first, so that what is named is the entry that somebody wrote to clash with one.
    ...findShared(
      called.toSorted((a, b) => Number(a.key !== a.name) - Number(b.key !== b.name)),
    ).map(({ where, name, other }) => ({
      where,
      message: `is what group ${other} is called as well (got ${showText(name)}); a row of the membership file could mean either`,
    })),
  ];
}

/** Keys that mean what a group with a name of its own would be called by the prefix. */
function findReplaced(groups: TenantSettings["groups"], groupPrefix: string): Problem[] {
  const groupNames = Object.fromEntries(
    Object.entries(groups).flatMap(([key, { name }]) => (name === undefined ? [] : [[key, name]])),
  );
  return Object.keys(groups)
    .filter((key) => isReplacedName({ groupPrefix, groupNames }, key))
    .map((key) => ({
      where: `tenant.groups.${key}`,
      message: `is what group ${key.slice(groupPrefix.length)} would be called in QuickSight without a name of its own (got "${key}"), and plans call that group so; give it another key`,
    }));
}

interface Name {
  readonly key: string;
  readonly name: string;
  readonly where: string;
}

/** The names that another group has as well, whatever the case. */
function findShared(names: readonly Name[]): (Name & { readonly other: string })[] {
  const first = new Map<string, string>();
  return names.flatMap((entry) => {
    const same = cleanText(entry.name).toLowerCase();
    const other = first.get(same) ?? entry.key;
    first.set(same, other);
    return other === entry.key ? [] : [{ ...entry, other }];
  });
}
