/**
 * The whole names of groups in QuickSight, by their names in the settings: the explicit `name` where there is one, else the
 * prefix and the name of the settings.
 *
 * Names are unique, whatever their case, once `parseTenant` has accepted the settings.
 */
export function groupNames(
  groups: Readonly<Record<string, { readonly name?: string | undefined }>>,
  groupPrefix: string,
): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(groups).map(([key, { name }]) => [key, name ?? `${groupPrefix}${key}`]),
  );
}
