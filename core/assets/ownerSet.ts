import { permissionSet } from "./permissionSets.ts";
import type { OwnedKind } from "./ownedAsset.ts";

/** Folders: hashicorp/terraform-provider-aws#32680. */
const folder = [
  "CreateFolder",
  "CreateFolderMembership",
  "DeleteFolder",
  "DeleteFolderMembership",
  "DescribeFolder",
  "DescribeFolderPermissions",
  "UpdateFolder",
  "UpdateFolderPermissions",
];

/** Themes: API reference of UpdateThemePermissions. */
const theme = [
  "CreateThemeAlias",
  "DeleteTheme",
  "DeleteThemeAlias",
  "DescribeTheme",
  "DescribeThemeAlias",
  "DescribeThemePermissions",
  "ListThemeAliases",
  "ListThemeVersions",
  "UpdateTheme",
  "UpdateThemeAlias",
  "UpdateThemePermissions",
];

/** What may be done with a template as with a theme: AWS documents no sets, and its examples grant any part of this. */
const template = theme.map((action) => action.replace("Theme", "Template"));

/** The actions of an owner, sorted, with their prefix: what must be granted as a whole to make one. */
export function ownerSet(kind: OwnedKind): string[] {
  switch (kind) {
    case "folder":
      return withPrefix(folder);
    case "theme":
      return withPrefix(theme);
    case "template":
      return withPrefix(template);
    default:
      return permissionSet(kind, "owner");
  }
}

function withPrefix(actions: readonly string[]): string[] {
  return actions.map((action) => `quicksight:${action}`);
}
