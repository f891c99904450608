import assert from "node:assert/strict";
import { CreateAccessKeyCommand } from "@aws-sdk/client-iam";
import {
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DisableKeyCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { UpdateKeyRegistrationCommand } from "@aws-sdk/client-quicksight";
import * as pulumi from "@pulumi/pulumi";
import { formatKeys } from "../../core/keys/registration/registeredKey.ts";
import { parseAccount } from "../../core/settings/parseAccount.ts";
import { askAboutKeys } from "../../stacks/askAboutKeys.ts";
import { checkKeys } from "../../stacks/checkKeys.ts";
import { governedKeysOf } from "../../stacks/governedKeysOf.ts";
import type { StackResources } from "../../stacks/readState.ts";
import type { AccountSettings } from "../../stacks/settings.ts";
import { type Emulated, emulated } from "../simulator/support/emulated.ts";
import { allowing } from "../simulator/support/policies.ts";
import {
  AwsAccountId as accountId,
  simulated,
  type Simulated,
} from "../simulator/support/simulated.ts";
import { keepEnvironment } from "../support/keepEnvironment.ts";

export { accountId };
export const region = "eu-west-1";
/** Of the account stack that the tests are about. */
export const facts = { accountId, partition: "aws", region, identityRegion: region };
const component =
  "urn:pulumi:dev::quicksight-governance::quicksight-governance:account:EncryptionKeys";

/** How a state has a key that the stack made. */
export const made = (name: string, arn: string): StackResources => ({
  [`${component}$aws:kms/key:Key::keys-${name}`]: {
    type: "aws:kms/key:Key",
    outputs: { arn, keyId: arn.split("/")[1] },
  },
});

/** How a state has a registration that a run has followed. */
export const registered = (keys: Readonly<Record<string, string>>): StackResources => ({
  [`${component}$aws:quicksight/keyRegistration:KeyRegistration::keys`]: {
    type: "aws:quicksight/keyRegistration:KeyRegistration",
  },
  [`${component}$pulumi-nodejs:dynamic/quicksight:Completion::keys-registration`]: {
    type: "pulumi-nodejs:dynamic/quicksight:Completion",
    outputs: {
      kind: "keyRegistration",
      wanted: formatKeys(
        Object.entries(keys).map(([name, arn]) => ({ name, arn, default: false })),
      ),
    },
  },
});

/** `account.keys` as the settings have them. */
export function parseKeys(keys: object): AccountSettings["keys"] {
  const account = { namespaces: ["default"], federation: { samlProvider: "okta" }, keys };
  const { settings, problems } = parseAccount(account);
  assert.ok(settings !== undefined, problems.map(({ message }) => message).join());
  return settings.keys;
}

/** An account with KMS and QuickSight, and what an account stack refuses and warns of there. */
export interface AccountKeys
  extends Pick<Emulated, "options" | "root">, Pick<Simulated, "control"> {
  /** A client of KMS, as root of the account. */
  readonly kms: () => KMSClient;
  /** What was warned of, new for every test. */
  readonly warnings: string[];
  readonly make: (input?: CreateKeyCommandInput) => Promise<string>;
  readonly disable: (arn: string) => Promise<unknown>;
  readonly scheduleDeletion: (arn: string) => Promise<unknown>;
  /** Registers keys; the first is the default. */
  readonly given: (...arns: string[]) => Promise<void>;
  /** From then on the caller is a user whom IAM allows everything about keys. */
  readonly actAsUser: () => Promise<void>;
  /** Gives the process the caller's credentials, and what to call KMS with. */
  readonly access: () => { readonly region: string };
  /** All that a run refuses before it declares anything. */
  readonly refusals: (keys: object, resources?: StackResources) => Promise<string[]>;
  /** Asserts that it refuses so, and that nothing was written. */
  readonly refuses: (said: RegExp, keys: object, resources?: StackResources) => Promise<void>;
}

/** Runs an account for the suite that calls this, new for every test. */
export function accountKeys(): AccountKeys {
  const simulation = simulated();
  const { options, root, iam, deployerWith } = emulated(simulation);
  let kms: KMSClient;
  let caller: { readonly AWS_ACCESS_KEY_ID: string; readonly AWS_SECRET_ACCESS_KEY: string };
  /** How often the test itself has registered keys. */
  let sent = 0;
  const warnings: string[] = [];
  const { warn } = pulumi.log;
  keepEnvironment();
  beforeEach(() => {
    kms = new KMSClient(options());
    sent = 0;
    warnings.length = 0;
    caller = { AWS_ACCESS_KEY_ID: accountId, AWS_SECRET_ACCESS_KEY: "test" };
    pulumi.log.warn = (message: string) => {
      warnings.push(message);
      return Promise.resolve();
    };
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_QUICKSIGHT: simulation.url(),
      AWS_ENDPOINT_URL_KMS: options().endpoint,
    });
  });
  afterEach(() => {
    kms.destroy();
    pulumi.log.warn = warn;
  });
  const updates = () => simulation.calls()["UpdateKeyRegistration"] ?? 0;
  const access = () => {
    Object.assign(process.env, caller);
    return Object.assign({ region }, { requestHandler: options().requestHandler });
  };
  const refusals = async (keys: object, resources: StackResources = {}): Promise<string[]> => {
    const declared = parseKeys(keys);
    const governed = governedKeysOf(resources, declared, facts);
    const problems = await checkKeys(declared, governed, facts, access());
    const refusal = await askAboutKeys(resources, { keys: declared }, facts, access());
    const said = problems.map(({ where, message }) => `${where}: ${message}`);
    return refusal === undefined ? said : [...said, refusal];
  };
  return {
    ...{ options, root, warnings, access, refusals, control: simulation.control },
    kms: () => kms,
    make: async (input = {}) =>
      (await kms.send(new CreateKeyCommand(input))).KeyMetadata?.Arn ?? "",
    disable: (KeyId) => kms.send(new DisableKeyCommand({ KeyId })),
    scheduleDeletion: (KeyId) =>
      kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 })),
    given: async (...arns) => {
      const KeyRegistration = arns.map((KeyArn, index) => ({ KeyArn, DefaultKey: index === 0 }));
      await root().send(
        new UpdateKeyRegistrationCommand({ AwsAccountId: accountId, KeyRegistration }),
      );
      sent = updates();
    },
    actAsUser: async () => {
      await deployerWith(allowing("kms:*"));
      const { AccessKey } = await iam().send(new CreateAccessKeyCommand({ UserName: "deployer" }));
      const { AccessKeyId = "", SecretAccessKey = "" } = AccessKey ?? {};
      caller = { AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretAccessKey };
    },
    refuses: async (said, keys, resources) => {
      assert.match((await refusals(keys, resources)).join("\n"), said);
      assert.equal(updates(), sent, "nothing was written");
    },
  };
}
