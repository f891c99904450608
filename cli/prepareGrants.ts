import type { accessSubject, GovernedAccess } from "@quicksight-governance/core/access";
import type { GovernedNamespace } from "@quicksight-governance/core/people";
import { formatProblems, type Problem } from "@quicksight-governance/core/settings";
import type { accessTable } from "./accessTable.ts";
import type { LoadedTenant } from "./loadTenant.ts";
import { type PreparedSubject, prepareSubject, type SubjectInputs } from "./preparedSubject.ts";

/** What one of the settings `access` and `folders` comes to, and how it is shown. */
export interface PreparedGrants
  extends
    Pick<GovernedAccess, "grants" | "uncertain" | "elsewhere" | "folders">,
    Pick<SubjectInputs, "name" | "isIdle" | "meant"> {
  readonly title: string;
  readonly problems: readonly Problem[];
  readonly subject: typeof accessSubject;
  readonly table: typeof accessTable;
}

/** Access, or folders, as the settings declare it, without what was declared before: there is no state here that says it. */
export function prepareGrants(
  { access, locate }: Pick<LoadedTenant, "access" | "locate">,
  { scope, guard }: GovernedNamespace,
  { subject, table, name, title, isIdle, meant, problems, ...given }: PreparedGrants,
): PreparedSubject {
  const { federationRole: _, federationRolePath: __, ...ours } = scope;
  const { region: dataRegion } = access;
  const desired = { ...given, scope: ours, dataRegion, former: [], guard };
  return prepareSubject(subject, desired, table, {
    ...{ name, isIdle, meant, title: `${title} in ${dataRegion}` },
    regions: { identity: scope.identityRegion, data: [dataRegion] },
    mistakes: locate(problems).map((problem) => formatProblems([problem])),
  });
}
