import { trailDatabaseOf, trailTableName } from "@quicksight-governance/core/keys/athena";
import type { PermissionStatement } from "@quicksight-governance/core/preflight";
import { keyWorkgroupName } from "../components/keyAthena.ts";
import { keyTrailName } from "../components/keyTrail.ts";
import type { Facts } from "./facts.ts";
import type { AccountSettings } from "./settings.ts";

/** What the trail of an account stack and its reader need besides the buckets. */
export function trailPermissions(
  { trail }: Pick<AccountSettings, "trail">,
  facts: Facts,
): PermissionStatement[] {
  return [
    ...(trail === undefined || trail.existing !== undefined ? [] : makeTrail(facts)),
    ...(trail?.athena === undefined ? [] : makeReader(facts)),
  ];
}

function makeTrail({ accountId, partition, region }: Facts): PermissionStatement[] {
  return [
    {
      sid: "Trail",
      actions: [
        "cloudtrail:AddTags",
        "cloudtrail:CreateTrail",
        "cloudtrail:DeleteTrail",
        "cloudtrail:GetEventSelectors",
        "cloudtrail:GetTrail",
        "cloudtrail:GetTrailStatus",
        "cloudtrail:ListTags",
        "cloudtrail:PutEventSelectors",
        "cloudtrail:RemoveTags",
        "cloudtrail:StartLogging",
        "cloudtrail:StopLogging",
        "cloudtrail:UpdateTrail",
      ],
      resources: [`arn:${partition}:cloudtrail:${region}:${accountId}:trail/${keyTrailName}`],
    },
    { sid: "Anywhere", actions: ["cloudtrail:DescribeTrails"], resources: ["*"] },
  ];
}

function makeReader({ accountId, partition, region }: Facts): PermissionStatement[] {
  const glue = `arn:${partition}:glue:${region}:${accountId}`;
  const name = trailDatabaseOf(region);
  const [catalog, database] = [`${glue}:catalog`, `${glue}:database/${name}`];
  return [
    {
      sid: "Athena",
      actions: [
        "athena:CreateNamedQuery",
        "athena:CreateWorkGroup",
        "athena:DeleteNamedQuery",
        "athena:DeleteWorkGroup",
        "athena:GetNamedQuery",
        "athena:GetWorkGroup",
        "athena:ListTagsForResource",
        "athena:TagResource",
        "athena:UntagResource",
        "athena:UpdateWorkGroup",
      ],
      resources: [`arn:${partition}:athena:${region}:${accountId}:workgroup/${keyWorkgroupName}`],
    },
    {
      sid: "Catalog",
      actions: ["glue:CreateDatabase", "glue:GetDatabase", "glue:UpdateDatabase"],
      resources: [catalog, database],
    },
    {
      sid: "Tags",
      actions: ["glue:GetTags", "glue:TagResource", "glue:UntagResource"],
      resources: [database],
    },
    {
      sid: "Table",
      actions: [
        "glue:CreateTable",
        "glue:DeleteTable",
        "glue:GetPartitionIndexes",
        "glue:GetTable",
        "glue:UpdateTable",
      ],
      resources: [catalog, database, `${glue}:table/${name}/${trailTableName}`],
    },
    {
      // It takes along whatever is in it.
      sid: "Whole",
      actions: ["glue:DeleteDatabase"],
      resources: [
        catalog,
        database,
        `${glue}:table/${name}/*`,
        `${glue}:userDefinedFunction/${name}/*`,
      ],
    },
  ];
}
