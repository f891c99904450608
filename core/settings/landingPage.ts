/** The key of the landing page's data source and data set among those of the tenant. */
export const landingKey = "landing-page";

/**
 * The id of the landing page of a namespace. Not one of `assetIdOf`, whose grants belong to their own resources: this one is opened by
 * access, as any dashboard is. QuickSight takes no dots in it, and two namespaces never have the same: `.` is `_-`, and `_` is doubled.
 */
export function landingDashboardId(namespace: string): string {
  const name = namespace.replaceAll("_", "__").replaceAll(".", "_-");
  return `${landingKey}-${name}`;
}
