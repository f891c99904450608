import { userNameOf } from "../../aws/scope.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import type { ActualPerson } from "../readNamespace.ts";

/** Why nothing may be taken from a person, in words; undefined when something may. */
export type FindProtection = (
  person: Pick<ActualPerson, "session" | "email">,
) => string | undefined;

/**
 * Who loses nothing: those whom a pattern of `guard.protected` names, who runs this, those of the file whom nobody can register,
 * and with `guard.additiveOnly` everybody.
 */
export function findProtection(governed: GovernedNamespace): FindProtection {
  const { scope, guard, callerArn } = governed;
  const patterns = guard.protected.map((pattern) => ({ pattern, expression: toRegExp(pattern) }));
  const caller = callerArn === undefined ? undefined : sessionOfCaller(callerArn)?.toLowerCase();
  const unusable = new Set(governed.unusable?.map((name) => name.toLowerCase()));
  return ({ session, email }) => {
    const names = [session, email].map((name) => name.toLowerCase());
    if (caller !== undefined && names.includes(caller)) return "as this is who runs it";
    const userName = userNameOf(scope, session);
    const match = patterns.find(({ expression }) =>
      [session, email, userName].some((name) => expression.test(name)),
    );
    if (match !== undefined) return `by "${match.pattern}" in guard.protected`;
    if (names.some((name) => unusable.has(name))) {
      return "as the membership file names them in a row that cannot be used";
    }
    return guard.additiveOnly ? "by guard.additiveOnly" : undefined;
  };
}

function toRegExp(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "i");
}

/**
 * Who somebody is by their ARN, whatever role they came through: people who administer an account seldom come through the role
 * that they use QuickSight with. `assumed-role/AWSReservedSSO_…/ana@example.com` is ana@example.com (IAM user guide, "IAM
 * identifiers": the last part is the role session name), and so is the IAM user of that name.
 */
function sessionOfCaller(arn: string): string | undefined {
  const [, , , , , resource = ""] = arn.split(":");
  const [kind, ...rest] = resource.split("/");
  return kind === "assumed-role" || kind === "user" ? rest.at(-1) : undefined;
}
