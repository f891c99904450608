import type { GovernedNamespace } from "../governedNamespace.ts";
import { userNameOf } from "../../aws/scope.ts";

/** Why nothing may be taken from a person, in words; undefined when something may. */
export type FindProtection = (email: string) => string | undefined;

/**
 * Who loses nothing: those whom a pattern of `guard.protected` names, who runs this, and with `guard.additiveOnly` everybody.
 */
export function findProtection({ scope, guard, callerArn }: GovernedNamespace): FindProtection {
  const patterns = guard.protected.map((pattern) => ({ pattern, expression: toRegExp(pattern) }));
  const caller = callerArn === undefined ? undefined : userNameOfCaller(callerArn);
  return (email) => {
    const userName = userNameOf(scope, email);
    if (userName === caller) return "as this is who runs it";
    const match = patterns.find(
      ({ expression }) => expression.test(email) || expression.test(userName),
    );
    if (match !== undefined) return `by "${match.pattern}" in guard.protected`;
    return guard.additiveOnly ? "by guard.additiveOnly" : undefined;
  };
}

function toRegExp(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "i");
}

/**
 * How QuickSight names who has this ARN: `role/session` for an assumed role, the user's name for an IAM user (QuickSight API
 * reference, RegisterUser: IamArn, SessionName).
 */
function userNameOfCaller(arn: string): string | undefined {
  const [, , , , , resource = ""] = arn.split(":");
  const [kind, ...rest] = resource.split("/");
  if (kind === "assumed-role") return rest.join("/");
  return kind === "user" ? rest.at(-1) : undefined;
}
