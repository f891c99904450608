import type {
  UpdateAccountSettingsCommandInput,
  UpdateAccountSettingsCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";

/** Changes the settings that are sent; the default namespace must be one that exists. */
export const updateAccountSettings: Handler<
  UpdateAccountSettingsCommandInput,
  UpdateAccountSettingsCommandOutput
> = ({ input }, store) => {
  const { account } = store;
  requireNamespace(store, input.DefaultNamespace);
  account.defaultNamespace = input.DefaultNamespace;
  account.notificationEmail = input.NotificationEmail ?? account.notificationEmail;
  account.terminationProtectionEnabled =
    input.TerminationProtectionEnabled ?? account.terminationProtectionEnabled;
  return {};
};
