import { type Asset, createRegionAssets } from "../../store/assets.ts";
import type { Folder, RegionAssets } from "../../store/assets.ts";
import { SortedMap } from "../../store/sortedMap.ts";
import { SortedSet } from "../../store/sortedSet.ts";
import type { Store } from "../../store/store.ts";
import type { Call } from "../handler.ts";
import { requireSubscription } from "../requireNamespace.ts";
import { assetsOf } from "./assetsOf.ts";

type Moment = Pick<Call<unknown>, "region" | "now" | "settings">;

/**
 * The assets of the Region that is called as its searches have them: as they were `searchDelayMs` ago. The API reference calls
 * SearchDashboards, SearchAnalyses and SearchApps eventually consistent; that the other searches are too is our caution.
 *
 * @throws ApiError when the account has no QuickSight subscription.
 */
export function searchedOf(store: Store, call: Call<unknown>): RegionAssets {
  if (call.settings.searchDelayMs === 0) return assetsOf(store, call);
  requireSubscription(store);
  return store.searched.get(call.region) ?? createRegionAssets();
}

/** Lets searches know what a Region has now, once they may: to be called after every change of assets. */
export function tellSearches(store: Store, { region, now, settings }: Moment): void {
  const assets = store.regions.get(region);
  if (settings.searchDelayMs === 0 || assets === undefined) return;
  const copy: RegionAssets = {
    ...createRegionAssets(),
    dataSources: copied(assets.dataSources),
    dataSets: copied(assets.dataSets),
    dashboards: copied(assets.dashboards),
    analyses: copied(assets.analyses),
    folders: copied(assets.folders, copyMembers),
    plain: copied(assets.plain),
  };
  store.timeline.schedule(now + settings.searchDelayMs, () => {
    store.searched.set(region, copy);
  });
}

function copied<A extends Asset>(
  assets: SortedMap<A>,
  more: (asset: A) => Partial<A> = () => ({}),
): SortedMap<A> {
  const copy = new SortedMap<A>();
  for (const [key, asset] of assets.entriesFrom("")) {
    copy.set(key, { ...asset, permissions: new Map(asset.permissions), ...more(asset) });
  }
  return copy;
}

function copyMembers({ members }: Folder): Pick<Folder, "members"> {
  const copy = new SortedSet();
  for (const member of members.keys()) copy.add(member);
  return { members: copy };
}
