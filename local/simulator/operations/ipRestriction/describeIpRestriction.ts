import type {
  DescribeIpRestrictionCommandInput,
  DescribeIpRestrictionCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireSubscription } from "../requireNamespace.ts";

/** From where the account may be used. */
export const describeIpRestriction: Handler<
  DescribeIpRestrictionCommandInput,
  DescribeIpRestrictionCommandOutput
> = (_, store) => {
  requireSubscription(store);
  return { AwsAccountId: store.account.id, ...store.ipRestriction };
};
