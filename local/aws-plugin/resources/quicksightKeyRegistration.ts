import {
  DescribeKeyRegistrationCommand,
  QuickSightClient,
  UpdateKeyRegistrationCommand,
} from "@aws-sdk/client-quicksight";
import type { Resource } from "../resource.ts";

type KeyRegistrationInputs = {
  awsAccountId?: string;
  keyRegistrations: { keyArn: string; defaultKey?: boolean }[];
};

/**
 * `aws.quicksight.KeyRegistration`; its id is the account's.
 *
 * AWS answers 200 and lists the keys that it did not take as `FailedKeyRegistration`. The released provider does not
 * look there, and reads nothing back: creating succeeds, also when no key was taken, and the outputs are what the program asked for.
 * So it is here; a refresh shows it.
 */
export const quicksightKeyRegistration: Resource<KeyRegistrationInputs> = {
  type: "aws:quicksight/keyRegistration:KeyRegistration",
  inputs: ["awsAccountId", "keyRegistrations"],
  notFound: [],

  async create(context, inputs) {
    const account = inputs.awsAccountId ?? (await context.accountId());
    await this.update?.(context, account, inputs, {});
    return account;
  },

  async read(context, account) {
    const { KeyRegistration = [] } = await context
      .client(QuickSightClient)
      .send(new DescribeKeyRegistrationCommand({ AwsAccountId: account }));
    // The released provider takes it out of the state then, and the next run creates it.
    if (KeyRegistration.length === 0) return undefined;
    return {
      awsAccountId: account,
      keyRegistrations: KeyRegistration.map(({ KeyArn, DefaultKey }) => ({
        keyArn: KeyArn,
        defaultKey: DefaultKey ?? false,
      })),
    };
  },

  async update(context, account, { keyRegistrations }) {
    await context.client(QuickSightClient).send(
      new UpdateKeyRegistrationCommand({
        AwsAccountId: account,
        KeyRegistration: keyRegistrations.map(({ keyArn, defaultKey }) => ({
          KeyArn: keyArn,
          DefaultKey: defaultKey ?? false,
        })),
      }),
    );
  },

  async delete(context, account) {
    await context
      .client(QuickSightClient)
      .send(new UpdateKeyRegistrationCommand({ AwsAccountId: account, KeyRegistration: [] }));
  },

  unread: (awsAccountId, inputs) => ({ awsAccountId, ...inputs }),
};
