import { defaultGroupPrefix, type TenantSettings } from "@quicksight-governance/core/settings";
import { groupOf } from "@quicksight-governance/core/aws";
import { sessionOf, type NamedPerson } from "@quicksight-governance/core/explain";
import { groupFinder } from "@quicksight-governance/core/people";
import type { LoadedTenant } from "./loadTenant.ts";

/** A group that somebody is in, and why. */
export interface ExplainedGroup {
  /** Its name in the settings; of a group that they do not know, the name in QuickSight. */
  readonly group: string;
  /** The whole name in QuickSight. */
  readonly name: string;
  /** The lines of the membership file that put them there; none: somebody else did, or the file is not known. */
  readonly lines: readonly number[];
  /** The role that it gives, where the settings say one. */
  readonly role?: string;
}

/** The groups of somebody, by what settings and membership file say where these are known. */
export function explainGroups(
  { namespace, person }: NamedPerson,
  tenant: LoadedTenant | undefined,
): ExplainedGroup[] {
  const settings = tenant?.settings.namespace === namespace ? tenant.settings : undefined;
  const linesOf = settings === undefined ? () => [] : linesIn(tenant, settings, person.userName);
  const naming = {
    groupPrefix: settings?.identity.groupPrefix ?? defaultGroupPrefix,
    groupNames: Object.fromEntries(
      Object.entries(settings?.groups ?? {}).flatMap(([group, { name }]) =>
        name === undefined ? [] : [[group, name]],
      ),
    ),
  };
  return person.groups.map((name) => {
    const group = groupOf(naming, name) ?? name;
    const role = settings?.groups[group]?.role;
    return { group, name, lines: linesOf(group), ...(role === undefined ? {} : { role }) };
  });
}

function linesIn(
  tenant: LoadedTenant | undefined,
  { groups, namespace }: TenantSettings,
  userName: string,
): (group: string) => number[] {
  const session = sessionOf(userName);
  const person = tenant?.roster?.people.find((one) => one.session === session);
  const own = new Set(person?.lines);
  const findGroup = groupFinder(groups);
  const rows = (tenant?.roster?.rows ?? []).filter(
    (row) => own.has(row.line) && row.namespace === namespace.toLowerCase(),
  );
  return (group) => rows.filter((row) => findGroup(row.group) === group).map(({ line }) => line);
}
