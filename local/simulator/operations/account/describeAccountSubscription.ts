import type {
  DescribeAccountSubscriptionCommandInput,
  DescribeAccountSubscriptionCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { namespaceNotFound } from "../requireNamespace.ts";

/** The subscription, also one that has ended; ResourceNotFoundException if there never was one. */
export const describeAccountSubscription: Handler<
  DescribeAccountSubscriptionCommandInput,
  DescribeAccountSubscriptionCommandOutput
> = (_, store) => {
  const { account } = store;
  if (account.status === undefined) {
    throw namespaceNotFound(store, account.defaultNamespace);
  }
  return {
    AccountInfo: {
      AccountName: account.name,
      Edition: account.edition,
      NotificationEmail: account.notificationEmail,
      AuthenticationType: account.authenticationMethod,
      AccountSubscriptionStatus: account.status,
    },
  };
};
