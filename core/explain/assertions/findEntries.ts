import { everybody, kindsCovered } from "../../access/grant.ts";
import type { AccessScope } from "../../access/governedAccess.ts";
import { type AccessSetting, resolveAccess } from "../../access/resolveAccess.ts";
import type { Asset } from "../../assets/asset.ts";
import { groupArnOf, namespaceArnOf } from "../../aws/scope.ts";

/** Makes the function that finds the entries of the setting `access` that give a principal an asset: `tenant.access[1]`. */
export function findEntries(
  settings: readonly AccessSetting[],
  scope: AccessScope,
): (principal: string, asset: Asset) => string[] {
  return (principal, asset) =>
    settings.flatMap((entry, index) => {
      const { group = everybody } = entry;
      const arn = group === everybody ? namespaceArnOf(scope) : groupArnOf(scope, group);
      if (arn !== principal) return [];
      const { grants } = resolveAccess([entry], [asset]);
      const isGiven = grants.some(({ asset: one, all, level }) =>
        all === undefined ? one.id === asset.id : kindsCovered(level, all).includes(asset.kind),
      );
      return isGiven ? [`tenant.access[${index}]`] : [];
    });
}
