import type { PermissionStatement } from "@quicksight-governance/core/preflight";
import type { TenantSettings } from "./settings.ts";

/** What the people of a namespace need: their groups, themselves, how they may raise their role, and who of them is elsewhere. */
export function peoplePermissions(
  settings: TenantSettings,
  quicksight: string,
  region: string,
): PermissionStatement[] {
  const { namespace } = settings;

  const groups = {
    sid: "People",
    actions: [
      "quicksight:CreateGroup",
      "quicksight:CreateGroupMembership",
      "quicksight:DeleteGroup",
      "quicksight:DeleteGroupMembership",
      "quicksight:DescribeGroup",
      "quicksight:ListGroupMemberships",
      "quicksight:ListGroups",
      "quicksight:UpdateGroup",
    ],
    resources: [`${quicksight}:group/${namespace}/*`],
  };
  const users = {
    sid: "People",
    actions: [
      "quicksight:DeleteUser",
      "quicksight:DeleteUserCustomPermission",
      "quicksight:ListUserGroups",
      "quicksight:ListUsers",
      "quicksight:RegisterUser",
      "quicksight:UpdateUser",
      "quicksight:UpdateUserCustomPermission",
    ],
    resources: [`${quicksight}:user/${namespace}/*`],
  };
  return [
    groups,
    users,
    ...selfUpgradePermissions(settings, quicksight, region),
    ...elsewherePermissions(quicksight, namespace, region),
  ];
}

/** Self-upgrade of the namespace, which has no type of resource, and the requests of its people. People are governed without them. */
function selfUpgradePermissions(
  { namespace, identity: { selfUpgrade } }: TenantSettings,
  quicksight: string,
  region: string,
): PermissionStatement[] {
  if (selfUpgrade === "leave") return [];
  const close = selfUpgrade === "deny" ? ["quicksight:UpdateSelfUpgradeConfiguration"] : [];
  const who = `people of namespace ${namespace}`;
  return [
    {
      sid: "Anywhere",
      actions: ["quicksight:DescribeSelfUpgradeConfiguration", ...close],
      ...{ resources: ["*"], region },
      without: `without it nothing keeps ${who} from raising their own role (identity.selfUpgrade)`,
    },
    {
      sid: "People",
      actions: ["quicksight:ListSelfUpgrades"],
      resources: [`${quicksight}:user/${namespace}/*`],
      without: `without it nobody is told which ${who} raised or ask to raise their own role (identity.selfUpgrade)`,
    },
  ];
}

/**
 * What is needed for people who are in another namespace: those who registered themselves in `default` are looked for and moved,
 * and who cannot be registered as another tenant has them is found, so that a message says where.
 */
function elsewherePermissions(
  quicksight: string,
  namespace: string,
  region: string,
): PermissionStatement[] {
  const moving = {
    sid: "SelfRegistered",
    actions: ["quicksight:DeleteUser", "quicksight:ListUserGroups", "quicksight:ListUsers"],
    resources: [`${quicksight}:user/default/*`],
  };
  return [
    ...(namespace === "default" ? [] : [moving]),
    {
      sid: "FindPeople",
      actions: ["quicksight:DescribeUser"],
      resources: [`${quicksight}:user/*`],
    },
    { sid: "Anywhere", actions: ["quicksight:ListNamespaces"], resources: ["*"], region },
  ];
}
