import type {
  UpdateIpRestrictionCommandInput,
  UpdateIpRestrictionCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireSubscription } from "../requireNamespace.ts";

/** Replaces the maps of rules that are sent, each as a whole.
 *
 * That a map which is not sent stays as it is has not been confirmed. */
export const updateIpRestriction: Handler<
  UpdateIpRestrictionCommandInput,
  UpdateIpRestrictionCommandOutput
> = ({ input }, store) => {
  requireSubscription(store);
  const { AwsAccountId, ...changes } = input;
  store.ipRestriction = { ...store.ipRestriction, ...changes };
  return { AwsAccountId };
};
