import type { PermissionStatement } from "@quicksight-governance/core/preflight";

/** The types that a statement lists one by one; of more, it says that it is any. */
const mostTypes = 3;

/**
 * The statements as an IAM policy document that fits a managed policy, which has 6,144 characters. Those that serve one purpose become
 * one: then an action stands beside resources of other types too, which it is never asked about. For the same reason many types
 * below one head (`arn:…:dashboard/*`, `arn:…:theme/*`) are written `arn:…:*`.
 */
export function toPolicyDocument(statements: readonly PermissionStatement[]): object {
  const bySid = Map.groupBy(statements, ({ sid }) => sid);
  return {
    Version: "2012-10-17",
    Statement: [...bySid].map(([Sid, parts]) => ({
      Sid,
      Effect: "Allow",
      Action: unique(parts.flatMap(({ actions }) => actions)),
      Resource: foldTypes(unique(parts.flatMap(({ resources }) => resources))),
      ...conditionOf(parts),
    })),
  };
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
