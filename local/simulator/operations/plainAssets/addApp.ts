import type { Settings } from "../../settings.ts";
import type { Store } from "../../store/store.ts";
import { tellSearches } from "../assets/searched.ts";
import { createPlainAsset } from "./plainAssetOperations.ts";
import { plainKinds } from "./plainKinds.ts";

/**
 * Puts an app into a Region, as people make them in the console: the API has no operation for that.
 *
 * @param body `{ "AppId": "<a UUID>", "Name": "…" }`; with `Region`, where it isn't the data Region
 * @throws Error when one of them is missing, or there is such an app
 */
export function addApp({ store, settings }: Simulated, body: unknown): void {
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
  const { accountId } = settings;
  const caller = { operation: "", accessKeyId: "", region: Region, accountId };
  const call = { ...caller, input: { Name }, now: Date.now(), settings };
  createPlainAsset(call, store, kind, AppId);
  tellSearches(store, call);
}

interface Simulated {
  readonly store: Store;
  readonly settings: Settings;
}
