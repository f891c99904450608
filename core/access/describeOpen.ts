import { describeAsset } from "../assets/asset.ts";
import type { ActualAccess } from "./actualAccess.ts";
import { type Grant, isDashboardGrant } from "./grant.ts";

/**
 * What everybody of the namespace can open, whatever access says: a line for each dashboard that access names, and one for all others
 * together. A grant to a namespace as a whole is of no group of ours, so that it is reported and left.
 */
export function describeOpen(grants: readonly Grant[], { assets }: ActualAccess): string[] {
  const named = new Set(grants.filter(isDashboardGrant).map(({ dashboard }) => dashboard.id));
  const open = assets.filter(({ openToAll }) => openToAll === true);
  const isNamed = ({ kind, id }: (typeof open)[number]) => kind === "dashboard" && named.has(id);
  const others = open.filter((asset) => !isNamed(asset)).length;
  return [
    ...open
      .filter(isNamed)
      .map(
        (asset) =>
          `${describeAsset(asset)}: everybody of the namespace can open it, as it is shared with the whole namespace; take that away in QuickSight, so that access decides`,
      ),
    ...(others === 0
      ? []
      : [
          `${others} ${others === 1 ? "asset" : "assets"} that access does not name can be opened by everybody of the namespace`,
        ]),
  ];
}
