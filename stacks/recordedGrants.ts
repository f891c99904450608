import type { BothSettings } from "@quicksight-governance/core/access";
import type { NamespaceScope } from "@quicksight-governance/core/aws";
import {
  type AssetAccessState,
  grantsSeenFrom,
  upgradeAccess,
} from "../providers/assetAccessState.ts";
import { tokens } from "../providers/tokens.ts";
import { isOfFolders } from "./isOfFolders.ts";
import type { StackResources } from "./readState.ts";

/** What the settings `access` and `folders` gave in this Region when the stack was last updated, to groups as they are called now. */
export function recordedGrants(
  state: StackResources,
  scope: NamespaceScope,
  dataRegion: string,
): BothSettings {
  const of = (setting: "access" | "folders") =>
    Object.values(state).flatMap(({ type, outputs }) => {
      if (type !== tokens.assetAccess || outputs === undefined) return [];
      if (isOfFolders(outputs) !== (setting === "folders")) return [];
      const recorded = upgradeAccess(outputs as unknown as AssetAccessState);
      return recorded.dataRegion === dataRegion ? grantsSeenFrom(scope, recorded) : [];
    });
  return { access: of("access"), folders: of("folders") };
}
