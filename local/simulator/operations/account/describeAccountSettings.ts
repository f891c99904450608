import type {
  DescribeAccountSettingsCommandInput,
  DescribeAccountSettingsCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireSubscription } from "../requireNamespace.ts";

/** The settings of the account. */
export const describeAccountSettings: Handler<
  DescribeAccountSettingsCommandInput,
  DescribeAccountSettingsCommandOutput
> = (_, store) => {
  requireSubscription(store);
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
