import {
  isAssetGrant,
  landingAssetOf,
  type ResolvedAccess,
} from "@quicksight-governance/core/access";
import { landingFile, landingRows } from "@quicksight-governance/core/landing";
import { landingKey } from "@quicksight-governance/core/settings";
import { contentVersion } from "../components/contentVersion.ts";
import { tokens } from "../providers/tokens.ts";
import type { StackResources } from "./readState.ts";
import type { TenantSettings } from "./settings.ts";

/** The landing page of a tenant, as its stack declares it. */
export interface LandingPage {
  readonly dashboardId: string;
  /** True: no run of this stack has made it yet. Then access waits for it; later a page that cannot be changed holds up nobody's access. */
  readonly isNew: boolean;
  /** The file that its data set reads. */
  readonly content: string;
}

/** The landing page with its file, and what stands for the content of files, this one among them. */
export function withLandingFile(
  fileVersions: ReadonlyMap<string, string>,
  landingPage: LandingPage | undefined,
) {
  if (landingPage === undefined) return { contents: new Map<string, string>(), fileVersions };
  const { content } = landingPage;
  return {
    landingPage,
    contents: new Map([[landingKey, content]]),
    fileVersions: new Map([...fileVersions, [landingKey, contentVersion(content)] as const]),
  };
}

/**
 * The landing page with what it lists, from the settings and what access came to; undefined without one.
 *
 * @param region where dashboards are
 */
export function landingPageOf(
  settings: TenantSettings,
  region: string,
  { grants }: Pick<ResolvedAccess, "grants">,
  state: StackResources,
): LandingPage | undefined {
  const { namespace, landing, groups } = settings;
  const asset = landingAssetOf(settings);
  if (landing === undefined || asset === undefined) return undefined;
  const listed = grants.map((grant) =>
    isAssetGrant(grant)
      ? { group: grant.group, asset: grant.asset }
      : { group: grant.group, all: grant.all },
  );
  const isNew = !Object.values(state).some(({ type }) => type === tokens.dashboardFromDefinition);
  const rows = landingRows({ namespace, region, landing, groups, grants: listed });
  return { dashboardId: asset.id, isNew, content: landingFile(rows) };
}
