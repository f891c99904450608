import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { readObject } from "@quicksight-governance/core/aws";
import { entitle, readEntitlements } from "@quicksight-governance/core/data";
import type { DeclaredRules } from "@quicksight-governance/core/explain";
import { groupFinder, readFurther } from "@quicksight-governance/core/people";
import { groupNames } from "@quicksight-governance/core/settings";
import { federationRoleOf } from "./federationRoleOf.ts";
import type { LoadedTenant } from "./loadTenant.ts";

/**
 * Reads what the files of a tenant say of who sees which rows: the rules of its data sets, and its entitlement table. What is wrong with
 * these is why the rules are not known.
 *
 * @returns the rules of a data set by its key, each with file and line
 */
export async function readRules({
  settings,
  account,
  roster,
  access,
  folder,
  locate,
}: Omit<LoadedTenant, "rulesOf">): Promise<(dataSet: string) => DeclaredRules> {
  const { people = [], source = "", content = new Uint8Array() } = roster ?? {};
  const { namespace, identity } = settings;
  const membership = () => readFurther(content, source, { namespace, session: identity.session });
  const read = await readEntitlements(settings, membership, (place) =>
    "file" in place
      ? readFileSync(isAbsolute(place.file) ? place.file : join(folder, place.file))
      : readObject(place.bucket, place.key, access),
  );
  const { groups, landing, dataSets } = settings;
  const found = entitle(dataSets, {
    ...{ table: read.table, people, newcomers: landing?.newcomers },
    fullNames: groupNames(groups, identity.groupPrefix),
    findGroup: groupFinder(groups),
    federationRole: identity.role ?? federationRoleOf({ account }),
  });
  const placed = (where: string) =>
    where.startsWith("tenant.") ? (locate([{ where, message: "" }])[0]?.where ?? where) : where;
  return (dataSet) => {
    const isByTable = dataSets[dataSet]?.entitled !== undefined;
    const problems = [...(found.problems.get(dataSet) ?? []), ...(isByTable ? read.problems : [])];
    const [first] = problems;
    if (first !== undefined) return { unread: `${placed(first.where)}: ${first.message}` };
    return {
      rules: found.writtenOf(dataSet).map((rule) => ({ ...rule, where: placed(rule.where) })),
    };
  };
}
