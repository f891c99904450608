import type { PermissionStatement } from "../../../../core/preflight/permissionStatement.ts";

/** What an auditor reads by Athena. */
export interface AuditedPlace {
  readonly accountId: string;
  readonly region: string;
  readonly workgroup: string;
  readonly database: string;
  readonly table: string;
  /** The bucket of the trail. */
  readonly trail: string;
  /** The bucket in which results lie, under `athena-results/`. */
  readonly results: string;
}

/** What docs/permissions.md lists for `qsgov keys --athena`. */
export function athenaRights(place: AuditedPlace): PermissionStatement[] {
  const { database, table, workgroup } = place;
  const own = `${place.region}:${place.accountId}`;
  const [trail, results] = [`arn:aws:s3:::${place.trail}`, `arn:aws:s3:::${place.results}`];
  return [
    {
      sid: "Query",
      actions: [
        ...["athena:StartQueryExecution", "athena:GetQueryExecution"],
        ...["athena:StopQueryExecution", "athena:GetQueryResults"],
      ],
      resources: [`arn:aws:athena:${own}:workgroup/${workgroup}`],
    },
    {
      sid: "Table",
      actions: ["glue:GetDatabase", "glue:GetTable", "glue:GetPartitions"],
      resources: ["catalog", `database/${database}`, `table/${database}/${table}`].map(
        (one) => `arn:aws:glue:${own}:${one}`,
      ),
    },
    {
      sid: "Trail",
      actions: ["s3:ListBucket", "s3:GetObject", "s3:GetBucketLocation"],
      resources: [trail, `${trail}/*`],
    },
    { sid: "Results", actions: ["s3:GetBucketLocation", "s3:ListBucket"], resources: [results] },
    {
      sid: "ResultFiles",
      actions: ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"],
      resources: [`${results}/athena-results/*`],
    },
  ];
}
