import type { PermissionStatement } from "@quicksight-governance/core/preflight";

/** Reads that the preflight needs, whatever the stack. */
export function preflightPermissions(): PermissionStatement[] {
  return [
    {
      sid: "Preflight",
      actions: [
        "sts:GetCallerIdentity",
        "iam:SimulatePrincipalPolicy",
        "quicksight:DescribeAccountSubscription",
      ],
      resources: ["*"],
    },
  ];
}

/** Parameters below a path. */
export function parameterPermissions(arn: string): PermissionStatement {
  return {
    sid: "Parameters",
    actions: [
      "ssm:AddTagsToResource",
      "ssm:DeleteParameter",
      "ssm:GetParameter",
      "ssm:GetParameters",
      "ssm:ListTagsForResource",
      "ssm:PutParameter",
      "ssm:RemoveTagsFromResource",
    ],
    resources: [arn],
  };
}

/** This call takes no resource (AWS service authorization reference). */
export const describeParameters: PermissionStatement = {
  sid: "DescribeParameters",
  actions: ["ssm:DescribeParameters"],
  resources: ["*"],
};
