import type {
  DeleteAccountSubscriptionCommandInput,
  DeleteAccountSubscriptionCommandOutput,
} from "@aws-sdk/client-quicksight";
import { unsubscribe } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import type { Handler } from "../handler.ts";
import { requireSubscription } from "../requireNamespace.ts";

/** Ends the subscription and deletes all that is in it, unless termination protection is on.
 *
 * That the latter is an error is documented; which one is not. AWS takes minutes, here it is done at once. */
export const deleteAccountSubscription: Handler<
  DeleteAccountSubscriptionCommandInput,
  DeleteAccountSubscriptionCommandOutput
> = (_, store) => {
  requireSubscription(store);
  if (store.account.terminationProtectionEnabled) {
    throw new ApiError(
      "PreconditionNotMetException",
      "Termination protection is enabled for this account.",
    );
  }
  unsubscribe(store);
  return {};
};
