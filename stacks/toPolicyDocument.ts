import type { PermissionStatement } from "@quicksight-governance/core/preflight";

/** The statements as an IAM policy document. */
export function toPolicyDocument(statements: readonly PermissionStatement[]): object {
  return {
    Version: "2012-10-17",
    Statement: statements.map(({ sid, actions, resources }) => ({
      Sid: sid,
      Effect: "Allow",
      Action: actions,
      Resource: resources,
    })),
  };
}
