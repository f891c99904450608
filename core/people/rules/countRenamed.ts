import { groupNameOf, groupOf, isReplacedName } from "../../aws/scope.ts";
import type { Count } from "../../reconcile/rule.ts";
import type { PeopleSituation } from "./peopleSituation.ts";

/**
 * Members of groups that the settings called otherwise in QuickSight until now, or had by an explicit name and have no more, by
 * that name. None where the prefix is another: then it is about all groups.
 */
export function countRenamed({ desired: { former, scope } }: PeopleSituation): Count[] {
  if (former === undefined || former.groupPrefix !== scope.groupPrefix) return [];
  return [...former.members].flatMap(([group, count]): Count[] => {
    const subject = groupNameOf(former, group);
    const now = groupOf(scope, subject);
    if (now === group || (now !== undefined && !isReplacedName(scope, now))) return [];
    return [{ subject, count, of: count }];
  });
}
