import { actionsOf } from "@quicksight-governance/core/assets";
import type { PermissionStatement } from "@quicksight-governance/core/preflight";
import type { Facts } from "./facts.ts";

/**
 * What sharing needs, and handing over what people own, in every Region with data: the assets are the authors', so it is all of them.
 *
 * @param regions `*` stands for any
 */
export function assetPermissions(
  regions: readonly string[],
  { accountId, partition }: Pick<Facts, "accountId" | "partition">,
): PermissionStatement[] {
  return actionsOf().flatMap(({ resource, own, anywhere }) => [
    ...(own.length === 0
      ? []
      : [
          {
            sid: "Assets",
            actions: own,
            resources: regions.map(
              (region) => `arn:${partition}:quicksight:${region}:${accountId}:${resource}/*`,
            ),
          },
        ]),
    ...(anywhere.length === 0 ? [] : [{ sid: "Anywhere", actions: anywhere, resources: ["*"] }]),
  ]);
}
