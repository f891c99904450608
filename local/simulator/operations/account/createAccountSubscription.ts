import type {
  CreateAccountSubscriptionCommandInput,
  CreateAccountSubscriptionCommandOutput,
} from "@aws-sdk/client-quicksight";
import { subscribe } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import type { Handler } from "../handler.ts";

/** Subscribes the account in the Region of the call, which becomes its identity Region.
 *
 * AWS takes minutes for it, here it is done at once. */
export const createAccountSubscription: Handler<
  CreateAccountSubscriptionCommandInput,
  CreateAccountSubscriptionCommandOutput
> = ({ input, region }, store) => {
  const { account } = store;
  if (account.status === "ACCOUNT_CREATED") {
    throw new ApiError("ResourceExistsException", `Account ${account.id} is already subscribed.`);
  }
  account.identityRegion = region;
  account.name = input.AccountName;
  account.edition = input.Edition ?? "ENTERPRISE";
  account.authenticationMethod = input.AuthenticationMethod;
  account.notificationEmail = input.NotificationEmail;
  account.defaultNamespace = "default";
  subscribe(store);
  return {
    SignupResponse: {
      IAMUser: true,
      accountName: input.AccountName,
      directoryType: input.AuthenticationMethod,
    },
  };
};
