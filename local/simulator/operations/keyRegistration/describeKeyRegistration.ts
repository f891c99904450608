import type {
  DescribeKeyRegistrationCommandInput,
  DescribeKeyRegistrationCommandOutput,
  QDataKey,
} from "@aws-sdk/client-quicksight";
import { assetsOf } from "../assets/assetsOf.ts";
import type { RegionAssets } from "../../store/assets.ts";
import type { Handler } from "../handler.ts";

/** Shows the keys, or only the default one; without any, AWS uses its own. */
export const describeKeyRegistration: Handler<
  DescribeKeyRegistrationCommandInput,
  DescribeKeyRegistrationCommandOutput
> = (call, store) => {
  const { shownKeys, qData } = assetsOf(store, call);
  const { DefaultKeyOnly = false } = call.input;
  return {
    AwsAccountId: call.accountId,
    KeyRegistration: shownKeys
      .filter(({ isDefault }) => isDefault || !DefaultKeyOnly)
      .map(({ keyArn, isDefault }) => ({ KeyArn: keyArn, DefaultKey: isDefault })),
    ...(qData !== undefined && { QDataKey: showQData(qData) }),
  };
};

function showQData({ keyArn }: NonNullable<RegionAssets["qData"]>): QDataKey {
  return keyArn === undefined
    ? { QDataKeyType: "AWS_OWNED" }
    : { QDataKeyArn: keyArn, QDataKeyType: "CMK" };
}
