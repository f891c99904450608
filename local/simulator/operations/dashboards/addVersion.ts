import type { CreateDashboardCommandInput } from "@aws-sdk/client-quicksight";
import type { Content, Dashboard, DashboardVersion, RegionAssets } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import { problemsOf } from "../assets/problemsOf.ts";
import { versionKey } from "../assets/versions.ts";
import type { Call, Checked } from "../handler.ts";

type Described = Pick<
  Checked<CreateDashboardCommandInput>,
  "VersionDescription" | "DashboardPublishOptions"
>;

/** Begins to build a version, which is CREATION_IN_PROGRESS until its data sets are found. */
export function addVersion(
  call: Call<Described>,
  store: Store,
  assets: RegionAssets,
  dashboard: Dashboard,
  number: number,
  content: Content,
): DashboardVersion {
  const version: DashboardVersion = {
    ...content,
    number,
    arn: `${dashboard.arn}/version/${number}`,
    description: call.input.VersionDescription,
    publishOptions: call.input.DashboardPublishOptions,
    createdAt: call.now,
    status: "CREATION_IN_PROGRESS",
    errors: [],
  };
  dashboard.versions.set(versionKey(number), version);
  store.timeline.schedule(call.now + call.settings.assetDelayMs, () => {
    version.errors = problemsOf(call, assets, content);
    version.status = version.errors.length === 0 ? "CREATION_SUCCESSFUL" : "CREATION_FAILED";
  });
  return version;
}
