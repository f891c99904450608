import { groupOf } from "@quicksight-governance/core/aws";
import {
  type AccessIndex,
  type NamedPerson,
  parsePrincipal,
  type PersonAccess,
  seeing,
  type Seeing,
  type Sight,
  sightOf,
  type SnapshotAsset,
  type SnapshotRule,
} from "@quicksight-governance/core/explain";
import { defaultGroupPrefix, groupNames } from "@quicksight-governance/core/settings";
import type { LoadedTenant } from "./loadTenant.ts";

/** A rule that gives somebody rows, and by what it is theirs. */
export interface ExplainedRule extends Omit<SnapshotRule, "principal"> {
  /** `group critical`, as the settings call it, or who it is. */
  readonly by: string;
}

/** What somebody sees of a data set that they read. */
export interface ExplainedDataSet {
  readonly region: string;
  readonly id: string;
  /** Empty where there is no such data set. */
  readonly name: string;
  readonly through: readonly SnapshotAsset[];
  readonly sight: Sight;
  readonly allRows: boolean;
  /** The rules that are theirs; undefined: none limits the rows. */
  readonly rules: readonly ExplainedRule[] | undefined;
  /** Why rows, or rows and columns, are not known. */
  readonly unread?: string;
}

/**
 * Which rows and columns somebody sees of each data set that they read.
 *
 * @param see answers it; given where many people are asked about
 */
export function explainSight(
  index: AccessIndex,
  named: NamedPerson,
  { dataSets }: Pick<PersonAccess, "dataSets">,
  tenant: LoadedTenant | undefined,
  see: Seeing = seeing(index),
): ExplainedDataSet[] {
  const names = new Map(
    index.snapshot.assets
      .filter(({ kind }) => kind === "data-set")
      .map(({ region, id, name }) => [`${region} ${id}`, name]),
  );
  const byOf = namer(tenant);
  return dataSets.map(({ region, id, through }) => {
    const sight = sightOf(index, see, named, { region, id });
    const unread = sight.unread ?? sight.limit?.unread;
    const rules = sight.limit?.rules;
    const isFree = rules?.some(({ values }) => Object.keys(values).length === 0) !== false;
    return {
      ...{ region, id, name: names.get(`${region} ${id}`) ?? "", through, sight },
      allRows: unread === undefined && isFree,
      rules: rules?.map(({ principal, ...rule }) => ({ ...rule, by: byOf(principal) })),
      ...(unread === undefined ? {} : { unread }),
    };
  });
}

function namer(tenant: LoadedTenant | undefined): (principal: string) => string {
  const groupPrefix = tenant?.settings.identity.groupPrefix ?? defaultGroupPrefix;
  const all = groupNames(tenant?.settings.groups ?? {}, groupPrefix);
  const naming = { groupPrefix, groupNames: Object.fromEntries(all) };
  return (principal) => {
    const found = parsePrincipal(principal);
    if (found === undefined) return principal;
    const session = found.name.slice(found.name.indexOf("/") + 1);
    return found.type === "group" ? `group ${groupOf(naming, found.name) ?? found.name}` : session;
  };
}
