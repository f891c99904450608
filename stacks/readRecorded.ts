import { type DeclaredAsset, groupOfPrincipal } from "@quicksight-governance/core/data";
import type { GovernedNamespace } from "@quicksight-governance/core/people";
import { findRecordedData } from "./findRecordedData.ts";
import { formerNaming } from "./formerNaming.ts";
import type { StackResources } from "./readState.ts";
import type { TenantSettings } from "./settings.ts";

/** The data of a tenant as its state has it, with groups by their names in the settings. */
export function readRecorded(
  state: StackResources,
  { groups }: Pick<TenantSettings, "groups">,
  { scope }: Pick<GovernedNamespace, "scope">,
): Promise<DeclaredAsset[]> {
  const naming = {
    ...{ namespace: scope.namespace, federationRole: scope.federationRole },
    ...{ naming: scope, groups: new Set(Object.keys(groups)) },
    former: formerNaming(state),
  };
  return findRecordedData(state, (arn) => groupOfPrincipal(arn, naming));
}
