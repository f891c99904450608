import { createRegionAssets } from "../../store/assets.ts";
import type { RegionAssets } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import type { Call } from "../handler.ts";
import { requireSubscription } from "../requireNamespace.ts";
import { starterThemes } from "../themes/starterThemes.ts";

/**
 * The assets of the Region that is called.
 *
 * @throws ApiError when the account has no QuickSight subscription.
 */
export function assetsOf(store: Store, { region }: Call<unknown>): RegionAssets {
  requireSubscription(store);
  const known = store.regions.get(region);
  if (known !== undefined) {
    return known;
  }
  const assets = createRegionAssets();
  starterThemes().forEach((theme) => {
    assets.themes.set(theme.id, theme);
  });
  store.regions.set(region, assets);
  return assets;
}
