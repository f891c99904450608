import type {
  DescribeKeyRegistrationCommandInput,
  DescribeKeyRegistrationCommandOutput,
} from "@aws-sdk/client-quicksight";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";

/** Shows the keys, or only the default one; without any, AWS uses its own. */
export const describeKeyRegistration: Handler<
  DescribeKeyRegistrationCommandInput,
  DescribeKeyRegistrationCommandOutput
> = (call, store) => {
  const { shownKeys } = assetsOf(store, call);
  const { DefaultKeyOnly = false } = call.input;
  return {
    AwsAccountId: call.accountId,
    KeyRegistration: shownKeys
      .filter(({ isDefault }) => isDefault || !DefaultKeyOnly)
      .map(({ keyArn, isDefault }) => ({ KeyArn: keyArn, DefaultKey: isDefault })),
  };
};
