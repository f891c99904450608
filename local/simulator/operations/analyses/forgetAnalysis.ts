import type { Analysis, RegionAssets } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import { removeMember } from "../folders/folderMembers.ts";
import { dropTags } from "../tags/tagStore.ts";

/** Removes an analysis for good. */
export function forgetAnalysis(store: Store, assets: RegionAssets, analysis: Analysis): void {
  if (assets.analyses.get(analysis.id) !== analysis) {
    return;
  }
  assets.analyses.delete(analysis.id);
  removeMember(assets, { type: "ANALYSIS", id: analysis.id });
  dropTags(store, analysis.arn);
}
