import { ownData } from "@quicksight-governance/core/access";
import { declaredData, type ForetoldTenant } from "@quicksight-governance/core/explain";
import {
  assetAccessState,
  type AssetAccessState,
  governedAccessOf,
  upgradeAccess,
} from "../providers/assetAccessState.ts";
import { tokens } from "../providers/tokens.ts";
import { isOfFolders } from "./isOfFolders.ts";
import { readRemembered } from "./readRemembered.ts";
import type { StackResources } from "./readState.ts";
import type { TenantInputs } from "./tenant.ts";

/** What a run of a tenant's stack makes of its people, data, access and folders, from what it declares and from what the state says that it had. */
export function foretoldRun(inputs: TenantInputs, state: StackResources): ForetoldTenant {
  const { settings, facts, governed, resolved, folders } = inputs;
  const former = recorded(state, "access");
  const formerFolders = recorded(state, "folders");
  return {
    ...{ governed, access: settings.access, dataRegion: facts.region, resolved },
    data: { declared: declaredData(settings) },
    former: {
      grants: former === undefined ? [] : governedAccessOf(former).grants,
      remembered: resolved.remembered,
    },
    ...(folders && {
      folders: {
        ...{ settings, own: ownData(settings), resolved: folders },
        former: {
          grants: formerFolders === undefined ? [] : governedAccessOf(formerFolders).grants,
          members:
            formerFolders === undefined
              ? []
              : (governedAccessOf(formerFolders).folders?.members ?? []),
          remembered: readRemembered(state, "folders"),
        },
      },
    }),
  };
}

function recorded(
  state: StackResources,
  setting: "access" | "folders",
): AssetAccessState | undefined {
  const [found] = Object.values(state).flatMap(({ type, outputs }) =>
    type === tokens.assetAccess && outputs && isOfFolders(outputs) === (setting === "folders")
      ? [upgradeAccess(outputs as unknown as Parameters<typeof upgradeAccess>[0])]
      : [],
  );
  return found;
}
