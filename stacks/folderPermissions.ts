import { declaredAssetPrefix } from "@quicksight-governance/core/assets";
import type { PermissionStatement } from "@quicksight-governance/core/preflight";
import type { Facts } from "./facts.ts";
import type { TenantSettings } from "./settings.ts";

/** Making folders, and putting into them and taking out of them what is anybody's. Who has them is sharing, as of any asset. */
export function folderPermissions(
  { folders }: Pick<TenantSettings, "folders">,
  { accountId, partition, region }: Facts,
): PermissionStatement[] {
  if (Object.keys(folders).length === 0) return [];
  const quicksight = `arn:${partition}:quicksight:${region}:${accountId}`;
  return [
    // Asked about the folder, and about the asset where that is of one of these types (service authorization reference).
    {
      sid: "Folders",
      actions: ["quicksight:CreateFolderMembership", "quicksight:DeleteFolderMembership"],
      resources: ["folder", "analysis", "dashboard", "dataset"].map(
        (type) => `${quicksight}:${type}/*`,
      ),
    },
    {
      sid: "Folders",
      actions: ["quicksight:DescribeFolder", "quicksight:ListFolderMembers"],
      resources: [`${quicksight}:folder/*`],
    },
    {
      sid: "OwnFolders",
      actions: [
        "quicksight:CreateFolder",
        "quicksight:ListTagsForResource",
        "quicksight:TagResource",
        "quicksight:UntagResource",
        "quicksight:UpdateFolder",
      ],
      resources: [`${quicksight}:folder/${declaredAssetPrefix}*`],
    },
  ];
}
