import type { PermissionStatement } from "@quicksight-governance/core/preflight";

/**
 * Reads that the preflight needs, whatever the stack. Who may not ask IAM gets a warning, and the first call that is denied tells; STS
 * tells everybody who they are.
 */
export const preflightPermissions: PermissionStatement = {
  sid: "Anywhere",
  actions: ["iam:SimulatePrincipalPolicy", "quicksight:DescribeAccountSubscription"],
  resources: ["*"],
  tried: true,
};

/** Parameters below a path. */
export function parameterPermissions(arn: string): PermissionStatement {
  return {
    sid: "Parameters",
    actions: [
      "ssm:AddTagsToResource",
      "ssm:DeleteParameter",
      "ssm:GetParameter",
      "ssm:ListTagsForResource",
      "ssm:PutParameter",
      "ssm:RemoveTagsFromResource",
    ],
    resources: [arn],
  };
}

/** This call takes no resource (AWS service authorization reference). */
export const describeParameters: PermissionStatement = {
  sid: "Anywhere",
  actions: ["ssm:DescribeParameters"],
  resources: ["*"],
};
