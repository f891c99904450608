import { UpdateKeyRegistrationCommand } from "@aws-sdk/client-quicksight";
import type { FollowedKind } from "../../aws/standing.ts";
import { explainRegistration, isRegistered, judgeRegistration } from "./judgeRegistration.ts";
import { parseKeys } from "./registeredKey.ts";
import { readRegistered } from "./readRegistered.ts";

/**
 * Key registrations: UpdateKeyRegistration answers 200 and names the keys that it did not take (API reference, FailedKeyRegistration),
 * which the provider does not look at.
 */
export const registrations: FollowedKind = {
  task: (displayName) => `registering the keys of ${displayName}`,
  limit: 60_000,
  // Before that a key that was just taken out may still be shown, and would be registered again with the others.
  untilShown: 5000,
  atOnce: true,
  look: async (client, followed) =>
    judgeRegistration(followed.wanted, await readRegistered(client, followed.accountId)),
  /**
   * Registers the declared keys, and those with them that are registered besides: the call replaces the list, and what a preview did
   * not name is not taken out here. Only its answer says why a key is not taken. Where the declared keys are as they should, nothing is
   * sent: one of the others could be lost, if QuickSight does not take it again.
   */
  again: async (client, followed) => {
    const declared = parseKeys(followed.wanted);
    const before = await readRegistered(client, followed.accountId);
    if (isRegistered(declared, before)) {
      return { problem: explainRegistration(declared, before, new Map()) };
    }
    const besides = before
      .filter(({ arn }) => !declared.some((key) => key.arn === arn))
      .map((key) => ({ ...key, default: false }));
    const { FailedKeyRegistration = [] } = await client.send(
      new UpdateKeyRegistrationCommand({
        AwsAccountId: followed.accountId,
        KeyRegistration: [...declared, ...besides].map(({ arn, default: isDefault }) => ({
          KeyArn: arn,
          DefaultKey: isDefault,
        })),
      }),
    );
    if (FailedKeyRegistration.length === 0) return {};
    const reasons = new Map(
      FailedKeyRegistration.map(({ KeyArn = "", Message = "", StatusCode }) => [
        KeyArn,
        `${Message || "without a reason"}${StatusCode === undefined ? "" : ` (${StatusCode})`}`,
      ]),
    );
    const live = await readRegistered(client, followed.accountId);
    return { problem: explainRegistration(declared, live, reasons) };
  },
};
