import type {
  DescribeAccountSettingsCommandInput,
  DescribeAccountSettingsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { ApiError } from "../apiError.ts";
import type { Handler } from "../handler.ts";
import { requireSubscription } from "../requireNamespace.ts";

/** The settings of the account. */
export const describeAccountSettings: Handler<
  DescribeAccountSettingsCommandInput,
  DescribeAccountSettingsCommandOutput
> = (_, store) => {
  requireSubscription(store);
  if (store.account.edition === "STANDARD") {
    // AWS's words, as recorded, the blank at the end among them.
    throw new ApiError("AccessDeniedException", "Operation is disabled for STANDARD Edition. ");
  }
  const { account } = store;
  return {
    AccountSettings: {
      AccountName: account.name,
      Edition: account.edition,
      DefaultNamespace: account.defaultNamespace,
      NotificationEmail: account.notificationEmail,
      PublicSharingEnabled: account.publicSharingEnabled,
      TerminationProtectionEnabled: account.terminationProtectionEnabled,
    },
  };
};
