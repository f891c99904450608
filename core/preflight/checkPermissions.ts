import { describeError } from "../aws/describeError.ts";
import type { Problem } from "../settings/problem.ts";
import { askIam, type Caller, type Finding, type Question } from "./askIam.ts";
import type { PermissionStatement } from "./permissionStatement.ts";

/** What the caller may not do, and what could not be found out. */
export interface PermissionCheck {
  readonly problems: readonly Problem[];
  /** Rights that a run can do without, and what IAM would not or could not say: the first call that is denied will tell. */
  readonly notices: readonly string[];
}

/** What the caller may not do of all this, before anything is done: see {@link askIam}. */
export async function checkPermissions(
  caller: Caller,
  statements: readonly PermissionStatement[],
): Promise<PermissionCheck> {
  const { arn } = caller;
  try {
    const answers = await askIam(caller, statements);
    if (answers === undefined) return unchecked(arn, "IAM simulates users and roles only");
    return report(arn, answers);
  } catch (error) {
    return unchecked(arn, describeError(error));
  }
}

function report(arn: string, answers: readonly (Question & Finding)[]): PermissionCheck {
  const problems: Problem[] = [];
  const unsure = new Set<string>();
  const keys = new Set<string>();
  const errors: unknown[] = [];
  const notices: string[] = [];
  for (const { action, resource, without, denied, dependsOn = [], error } of answers) {
    const message = `may not ${action} on ${resource} ${denied}`;
    if (denied !== undefined && without === undefined)
      problems.push({ where: arn, denied: true, message });
    else if (denied !== undefined) notices.push(`${arn} ${message}; ${without}`);
    if (dependsOn.length > 0) unsure.add(action);
    for (const key of dependsOn) keys.add(key);
    if (error !== undefined) errors.push(error);
  }
  if (errors.length > 0) {
    const count =
      errors.length === answers.length ? "" : `${errors.length} of ${answers.length} rights: `;
    notices.push(...unchecked(arn, `${count}${describeError(errors[0])}`).notices);
  }
  if (unsure.size > 0) {
    const list = [...unsure].sort().join(", ");
    notices.push(
      `whether ${arn} may ${list} hangs on conditions of its policies that are not known before the calls (${[...keys].sort().join(", ")})`,
    );
  }
  return { problems, notices };
}

function unchecked(arn: string, reason: string): PermissionCheck {
  const notice = `could not check in advance what ${arn} may do (${reason}); allow iam:SimulatePrincipalPolicy on the caller's user or role, and iam:GetRole on a role with a path, to have it checked`;
  return { problems: [], notices: [notice] };
}
