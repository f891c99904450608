import { DescribeDashboardCommand, ResourceNotFoundException } from "@aws-sdk/client-quicksight";
import type { Asset } from "../assets/asset.ts";
import type { AwsAccess } from "../aws/awsAccess.ts";
import { createQuickSight } from "../aws/createQuickSight.ts";
import { describeError } from "../aws/describeError.ts";
import { landingDashboardId } from "../settings/landingPage.ts";
import type { TenantSettings } from "../settings/tenantSettings.ts";
import { everybody, mergeGrants } from "./grant.ts";
import type { ResolvedAccess } from "./resolveAccess.ts";

/** The landing page of a tenant that has one in its settings, there or not. */
export function landingAssetOf({
  namespace,
  landing,
}: Pick<TenantSettings, "namespace" | "landing">): Asset | undefined {
  if (landing === undefined) return undefined;
  return { kind: "dashboard", id: landingDashboardId(namespace), name: landing.title };
}

/** Access with the landing page open to everybody of the namespace; unchanged without one. */
export function withLandingPage(resolved: ResolvedAccess, page: Asset | undefined): ResolvedAccess {
  if (page === undefined) return resolved;
  const grants = mergeGrants([
    ...resolved.grants,
    { group: everybody, level: "viewer", asset: page },
  ]);
  return { ...resolved, grants };
}

/**
 * The same for a caller who does not make the page: one that is not there yet is opened by the stack that makes it, and not missed here.
 *
 * @param access the data Region, and the profile
 */
export async function withLandingPageThere(
  resolved: ResolvedAccess,
  settings: Pick<TenantSettings, "namespace" | "landing">,
  accountId: string,
  access: AwsAccess,
): Promise<ResolvedAccess> {
  const page = landingAssetOf(settings);
  if (page === undefined) return resolved;
  const client = createQuickSight(access);
  try {
    const address = { AwsAccountId: accountId, DashboardId: page.id };
    const { Dashboard } = await client.send(new DescribeDashboardCommand(address));
    return withLandingPage(resolved, { ...page, name: Dashboard?.Name ?? page.name });
  } catch (error) {
    if (error instanceof ResourceNotFoundException) {
      const notice = `the landing page (${page.id}) is not there yet; the tenant's stack makes it, and opens it to everybody`;
      return { ...resolved, notices: [...resolved.notices, notice] };
    }
    const message = `the landing page cannot be looked at (${describeError(error)}); allow quicksight:DescribeDashboard on ${page.id}`;
    return {
      ...resolved,
      problems: [...resolved.problems, { where: "tenant.landing", message }],
      uncertain: [...new Set([...resolved.uncertain, everybody])].sort(),
    };
  } finally {
    client.destroy();
  }
}
