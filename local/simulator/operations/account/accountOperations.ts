import type { OperationGroup } from "../handler.ts";
import { createAccountSubscription } from "./createAccountSubscription.ts";
import { deleteAccountCustomPermission } from "./deleteAccountCustomPermission.ts";
import { deleteAccountSubscription } from "./deleteAccountSubscription.ts";
import { describeAccountCustomPermission } from "./describeAccountCustomPermission.ts";
import { describeAccountSettings } from "./describeAccountSettings.ts";
import { describeAccountSubscription } from "./describeAccountSubscription.ts";
import { describeResourcePermissions, updateResourcePermissions } from "./serviceRole.ts";
import { updateAccountCustomPermission } from "./updateAccountCustomPermission.ts";
import { updateAccountSettings } from "./updateAccountSettings.ts";
import { updatePublicSharingSettings } from "./updatePublicSharingSettings.ts";

/** The subscription of the account and its settings. */
export const accountOperations: OperationGroup = {
  scope: "identity",
  handlers: {
    CreateAccountSubscription: createAccountSubscription,
    DeleteAccountCustomPermission: deleteAccountCustomPermission,
    DeleteAccountSubscription: deleteAccountSubscription,
    DescribeAccountCustomPermission: describeAccountCustomPermission,
    DescribeAccountSettings: describeAccountSettings,
    DescribeAccountSubscription: describeAccountSubscription,
    DescribeResourcePermissions: describeResourcePermissions,
    UpdateAccountCustomPermission: updateAccountCustomPermission,
    UpdateAccountSettings: updateAccountSettings,
    UpdatePublicSharingSettings: updatePublicSharingSettings,
    UpdateResourcePermissions: updateResourcePermissions,
  },
};
