/** Whose key it may be, and where it is written down. */
export interface EmergencyPlace {
  readonly accountId: string;
  readonly region: string;
  readonly bucket: string;
}

/** What whoever runs `qsgov revoke` and `qsgov restore` must be allowed to do: the list of docs/permissions.md, as a policy. */
export function emergencyPolicy({ accountId, region, bucket }: EmergencyPlace): object {
  const quicksight = `arn:aws:quicksight:${region}:${accountId}`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Keys",
        Effect: "Allow",
        Action: [
          ...["kms:DescribeKey", "kms:GetKeyPolicy", "kms:ListGrants", "kms:ListResourceTags"],
          ...["kms:DisableKey", "kms:EnableKey", "kms:PutKeyPolicy"],
          ...["kms:TagResource", "kms:UntagResource"],
        ],
        Resource: `arn:aws:kms:${region}:${accountId}:key/*`,
      },
      {
        Sid: "WhatGoesDark",
        Effect: "Allow",
        Action: [
          ...["quicksight:DescribeKeyRegistration", "quicksight:ListAnalyses"],
          ...["quicksight:ListDashboards", "quicksight:ListDataSets", "quicksight:ListTopics"],
          "cloudtrail:LookupEvents",
        ],
        Resource: "*",
      },
      {
        Sid: "WhatItShows",
        Effect: "Allow",
        Action: [
          ...["quicksight:DescribeAnalysis", "quicksight:DescribeDashboard"],
          ...["quicksight:DescribeDashboardPermissions", "quicksight:DescribeDataSet"],
          ...["quicksight:DescribeTopic", "quicksight:StartDashboardSnapshotJob"],
          "quicksight:DescribeDashboardSnapshotJob",
          "quicksight:DescribeDashboardSnapshotJobResult",
        ],
        Resource: `${quicksight}:*`,
      },
      {
        Sid: "LockAndRecord",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        Resource: `arn:aws:s3:::${bucket}/locks/@key-access.json`,
      },
      {
        Sid: "Record",
        Effect: "Allow",
        Action: "s3:PutObject",
        Resource: `arn:aws:s3:::${bucket}/keys/access/*`,
      },
    ],
  };
}
