import { accountOperations } from "./account/accountOperations.ts";
import { analysisOperations } from "./analyses/analysisOperations.ts";
import { customPermissionsOperations } from "./customPermissions/customPermissionsOperations.ts";
import { dashboardOperations } from "./dashboards/dashboardOperations.ts";
import { dataSetOperations } from "./dataSets/dataSetOperations.ts";
import { dataSourceOperations } from "./dataSources/dataSourceOperations.ts";
import { embeddingOperations } from "./embedding/embeddingOperations.ts";
import { folderOperations } from "./folders/folderOperations.ts";
import { groupOperations } from "./groups/groupOperations.ts";
import type { AnyHandler, OperationGroup } from "./handler.ts";
import { iamPolicyAssignmentOperations } from "./iamPolicyAssignments/iamPolicyAssignmentOperations.ts";
import { ingestionOperations } from "./ingestions/ingestionOperations.ts";
import { ipRestrictionOperations } from "./ipRestriction/ipRestrictionOperations.ts";
import { keyRegistrationOperations } from "./keyRegistration/keyRegistrationOperations.ts";
import { membershipOperations } from "./memberships/membershipOperations.ts";
import { namespaceOperations } from "./namespaces/namespaceOperations.ts";
import { plainAssetOperations } from "./plainAssets/plainAssetOperations.ts";
import { refreshOperations } from "./refresh/refreshOperations.ts";
import { roleOperations } from "./roles/roleOperations.ts";
import { selfUpgradeOperations } from "./selfUpgrades/selfUpgradeOperations.ts";
import { tagOperations } from "./tags/tagOperations.ts";
import { templateOperations } from "./templates/templateOperations.ts";
import { themeOperations } from "./themes/themeOperations.ts";
import { userOperations } from "./users/userOperations.ts";
import { vpcConnectionOperations } from "./vpcConnections/vpcConnectionOperations.ts";

/** Every kind of resource that the simulator knows; a new kind adds its group here. */
const groups: readonly OperationGroup[] = [
  accountOperations,
  analysisOperations,
  customPermissionsOperations,
  dashboardOperations,
  dataSetOperations,
  dataSourceOperations,
  embeddingOperations,
  folderOperations,
  groupOperations,
  iamPolicyAssignmentOperations,
  ingestionOperations,
  ipRestrictionOperations,
  keyRegistrationOperations,
  membershipOperations,
  namespaceOperations,
  plainAssetOperations,
  refreshOperations,
  roleOperations,
  selfUpgradeOperations,
  tagOperations,
  templateOperations,
  themeOperations,
  userOperations,
  vpcConnectionOperations,
];

/** The behaviour of every operation that has one, with the scope of its group. */
export const operations: ReadonlyMap<
  string,
  { readonly scope: OperationGroup["scope"]; readonly handle: AnyHandler }
> = new Map(
  groups.flatMap(({ scope, handlers }) =>
    Object.entries(handlers).map(([name, handle]) => [name, { scope, handle }] as const),
  ),
);
