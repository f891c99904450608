import type { PermissionStatement } from "@quicksight-governance/core/preflight";

/** The types that a statement lists one by one; of more, it says that it is any. */
const mostTypes = 3;

/** A statement of an IAM policy that allows. */
export interface Allowed {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: object;
}

/**
 * The statements as one IAM policy document, as small as may be: `toPolicyDocuments` makes managed policies of it. Those that serve one
 * purpose become one: then an action stands beside resources of other types too, which it is never asked about. For the same reason many types
 * below one head (`arn:…:dashboard/*`, `arn:…:theme/*`) are written `arn:…:*`. Neither a resource
 * that another one covers is said again, nor an action of what another statement has it on.
 */
export function toPolicyDocument(statements: readonly PermissionStatement[]): {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Allowed[];
} {
  const bySid = Map.groupBy(statements, ({ sid }) => sid);
  const all = [...bySid].map(([Sid, parts]): Allowed => ({
    Sid,
    Effect: "Allow",
    Action: unique(parts.flatMap(({ actions }) => actions)),
    Resource: withoutCovered(foldTypes(unique(parts.flatMap(({ resources }) => resources)))),
    ...conditionOf(parts),
  }));
  return { Version: "2012-10-17", Statement: withoutRepeated(all) };
}

function withoutRepeated(all: readonly Allowed[]): Allowed[] {
  const rest = [...all];
  for (const [index, one] of all.entries()) {
    const others = rest.filter((_, other) => other !== index);
    const Action = one.Action.filter(
      (action) => !others.some((other) => other.Action.includes(action) && covers(other, one)),
    );
    rest[index] = { ...one, Action };
  }
  return rest.filter(({ Action }) => Action.length > 0);
}

/** Whether one statement allows on all that another is about. */
function covers({ Resource, Condition }: Allowed, other: Allowed): boolean {
  if (Condition !== undefined) return false;
  return other.Resource.every((arn) => Resource.some((wide) => isWithin(arn, wide)));
}

function withoutCovered(resources: readonly string[]): string[] {
  return resources.filter(
    (arn) => !resources.some((other) => other !== arn && isWithin(arn, other)),
  );
}

/** In IAM `*` stands for slashes and colons too. */
function isWithin(arn: string, wide: string): boolean {
  return wide.endsWith("*") ? arn.startsWith(wide.slice(0, -1)) : arn === wide;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function foldTypes(resources: readonly string[]): string[] {
  const byHead = Map.groupBy(
    resources,
    (arn) => /^(arn:[^:]+:quicksight:[^:]*:\d+):[\w-]+\/\*$/.exec(arn)?.[1] ?? arn,
  );
  return [...byHead].flatMap(([head, arns]) => (arns.length > mostTypes ? [`${head}:*`] : arns));
}

function conditionOf(parts: readonly PermissionStatement[]): object {
  const condition = parts.find((part) => part.condition !== undefined)?.condition;
  return condition === undefined ? {} : { Condition: { StringEquals: condition } };
}
