import { groupOf, sessionOf } from "@quicksight-governance/core/aws";
import type { NamedPerson } from "@quicksight-governance/core/explain";
import { linesFinder } from "@quicksight-governance/core/people";
import { defaultFederationRole, defaultGroupPrefix } from "@quicksight-governance/core/settings";
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
  const own = tenant?.settings.namespace === namespace ? tenant : undefined;
  const naming = {
    groupPrefix: own?.settings.identity.groupPrefix ?? defaultGroupPrefix,
    groupNames: Object.fromEntries(
      Object.entries(own?.settings.groups ?? {}).flatMap(([group, { name }]) =>
        name === undefined ? [] : [[group, name]],
      ),
    ),
  };
  const linesOf = linesIn(own, person.userName, naming);
  return person.groups.map((name) => {
    const group = groupOf(naming, name) ?? name;
    const role = own?.settings.groups[group]?.role;
    return { group, name, lines: linesOf(name), ...(role === undefined ? {} : { role }) };
  });
}

/** Finds the lines that put somebody into a group by its whole name; who came in through another role is in no line. */
function linesIn(
  tenant: LoadedTenant | undefined,
  userName: string,
  naming: Parameters<typeof linesFinder>[2],
): (groupName: string) => number[] {
  if (tenant?.roster === undefined) return () => [];
  const { settings, account, roster } = tenant;
  const federationRole =
    settings.identity.role ?? account?.federation.role ?? defaultFederationRole;
  const session = sessionOf({ federationRole }, userName);
  if (session === undefined) return () => [];
  const find = linesFinder(roster, settings.groups, naming);
  return (groupName) => find(session, groupName);
}
