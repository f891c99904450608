import { tellSearches } from "../assets/searched.ts";
import { controlCall, type Simulated } from "../controlCall.ts";
import { createPlainAsset } from "./plainAssetOperations.ts";
import { plainKinds } from "./plainKinds.ts";

/**
 * Puts an app into a Region, as people make them in the console: the API has no operation for that.
 *
 * @param body `{ "AppId": "<a UUID>", "Name": "…" }`; with `Region`, where it isn't the data Region
 * @throws Error when one of them is missing, or there is such an app
 */
export function addApp(simulated: Simulated, body: unknown): void {
  const { store, settings } = simulated;
  const {
    AppId,
    Name,
    Region = settings.region,
  } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const kind = plainKinds.find(({ label }) => label === "App");
  if (
    kind === undefined ||
    typeof AppId !== "string" ||
    typeof Name !== "string" ||
    typeof Region !== "string"
  ) {
    throw new Error('the body must be { "AppId": "<a UUID>", "Name": "…" }');
  }
  const call = { ...controlCall(simulated, Region), input: { Name } };
  createPlainAsset(call, store, kind, AppId);
  tellSearches(store, call);
}
