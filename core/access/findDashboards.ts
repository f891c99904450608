import { listAssets } from "../assets/listAssets.ts";
import type { AwsAccess } from "../aws/awsAccess.ts";
import { createQuickSight } from "../aws/createQuickSight.ts";
import { describeError } from "../aws/describeError.ts";
import { type AccessSetting, resolveAccess, type ResolvedAccess } from "./resolveAccess.ts";

/**
 * Finds the dashboards that the setting `access` names, by name or id. What is not found stops nothing but its own group: a name
 * is as easily given twice in the console as in a file. Asks for nothing where no dashboard is named.
 *
 * @param access the data Region, where the dashboards are, and the profile
 */
export async function findDashboards(
  settings: readonly AccessSetting[],
  accountId: string,
  access: AwsAccess,
): Promise<ResolvedAccess> {
  const naming = settings.filter(({ dashboards }) => dashboards !== undefined);
  if (naming.length === 0) return resolveAccess(settings, []);
  const client = createQuickSight(access);
  try {
    return resolveAccess(settings, await listAssets(client, accountId, "dashboard"));
  } catch (error) {
    const message = `the dashboards cannot be listed (${describeError(error)}); allow quicksight:ListDashboards`;
    const others = settings.filter(({ dashboards }) => dashboards === undefined);
    return {
      ...resolveAccess(others, []),
      problems: [{ where: "tenant.access", message }],
      uncertain: [...new Set(naming.map(({ group }) => group))].sort(),
    };
  } finally {
    client.destroy();
  }
}
