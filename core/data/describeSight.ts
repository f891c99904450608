import { nameSome } from "../aws/nameSome.ts";
import { whyOwner } from "../settings/checkOwners.ts";
import type { DataSetSettings } from "../settings/dataSettings.ts";
import { subjectKey, subjectKeysOf } from "../settings/ruleSubject.ts";
import type { TenantSettings } from "../settings/tenantSettings.ts";
import { type GrantedGroups, withEveryAsset } from "../settings/withEveryAsset.ts";
import type { Member } from "./checkRuleCounts.ts";

/**
 * What the row rules of a data set come to for people, where that may be another thing than was meant: owners who see every row, with
 * the people among them whom a rule would limit, but for those whom `allRows` names; groups that it names and that own nothing; and
 * viewers who see no row.
 *
 * @param where the key of the data set
 * @returns a line each; of a data set without row rules one where tags limit others only
 */
export function describeSight(
  where: string,
  dataSet: DataSetSettings,
  settings: Pick<TenantSettings, "access">,
  people: readonly Member[],
): string[] {
  const { rowRules, allRows } = dataSet;
  const granted = withEveryAsset(dataSet, settings, "dataSets");
  if (rowRules === undefined) return describeTagged(where, dataSet, granted, people);
  const owners = new Set(granted.owners);
  const viewers = new Set(granted.viewers);
  const known = new Set(allRows);
  const named = new Set(rowRules.map(subjectKey));
  const isIn = (groups: ReadonlySet<string>) => (member: Member) =>
    member.groups.some((group) => groups.has(group));
  const past = [...owners].filter((group) => !known.has(group)).sort();
  const limited = people
    .filter(isIn(new Set(past)))
    .filter((member) => !isIn(known)(member) && isLimited(member, rowRules));
  const viewing = people.filter((member) => isIn(viewers)(member) && !isIn(owners)(member));
  const blind = viewing.filter((member) => !subjectKeysOf(member).some((key) => named.has(key)));
  const bound = allRows.filter((group) => !owners.has(group));
  return [
    ...(bound.length === 0
      ? []
      : [
          `${where}: allRows names ${nameSome(bound)}, which does not own it, so that the rules hold for it; remove it there, or give it a rule without values`,
        ]),
    ...(past.length === 0
      ? []
      : [
          `${where}: owners see every row, whatever the rules say: ${describeOwners(past, dataSet, settings)}${describePeople(limited)}; name them in allRows if that is meant, or make them viewers`,
        ]),
    ...(blind.length === 0
      ? []
      : [
          `${where}: ${blind.length} of ${viewing.length} who may view it see no row, as no rule is for them or a group of theirs: ${nameSome(blind.map(({ session }) => session))}`,
        ]),
  ];
}

/** Tags limit sessions of `GenerateEmbedUrlForAnonymousUser` and nobody who signs in (QuickSight user guide, "Using row-level security with tags"). */
function describeTagged(
  where: string,
  { tagRules }: DataSetSettings,
  { owners, viewers }: GrantedGroups,
  people: readonly Member[],
): string[] {
  const using = new Set([...owners, ...viewers]);
  const { length } = people.filter(({ groups }) => groups.some((group) => using.has(group)));
  if (tagRules === undefined || length === 0) return [];
  const count = length === 1 ? "1 person" : `${length.toLocaleString("en-US")} people`;
  return [
    `${where}: tagRules limit sessions without a user of QuickSight and nobody who signs in, and it has no rowRules: ${count} who may use it see every row; give it rowRules as well, unless that is meant`,
  ];
}

/** True when rules are for them or groups of theirs, and none gives every row. */
function isLimited(
  member: Member,
  rules: NonNullable<DataSetSettings["rowRules"]>,
): boolean {
  const keys = new Set(subjectKeysOf(member));
  const own = rules.filter((rule) => keys.has(subjectKey(rule)));
  return own.length > 0 && own.every(({ values }) => Object.keys(values).length > 0);
}

function describeOwners(
  groups: readonly string[],
  dataSet: DataSetSettings,
  settings: Pick<TenantSettings, "access">,
): string {
  return nameSome(groups.map((group) => `${group} (${whyOwner(group, dataSet, settings)})`));
}

function describePeople(limited: readonly Member[]): string {
  if (limited.length === 0) return "";
  return `, among them people whom a rule would limit: ${nameSome(limited.map(({ session }) => session))}`;
}
