import assert from "node:assert/strict";
import { CreateAccessKeyCommand } from "@aws-sdk/client-iam";
import {
  CancelKeyDeletionCommand,
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DisableKeyCommand,
  EnableKeyRotationCommand,
  KMSClient,
  PutKeyPolicyCommand,
  ReplicateKeyCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { CreateTopicCommand, UpdateKeyRegistrationCommand } from "@aws-sdk/client-quicksight";
import * as pulumi from "@pulumi/pulumi";
import { formatKeys } from "../../core/keys/registeredKey.ts";
import { parseAccount } from "../../core/settings/parseAccount.ts";
import type { AccountSettings } from "../../stacks/settings.ts";
import { askAboutKeys } from "../../stacks/askAboutKeys.ts";
import { checkKeys } from "../../stacks/checkKeys.ts";
import { checkRotations } from "../../stacks/checkRotations.ts";
import { governedKeysOf } from "../../stacks/governedKeysOf.ts";
import type { StackResources } from "../../stacks/readState.ts";
import { emulated } from "../simulator/support/emulated.ts";
import { allowing, policy } from "../simulator/support/policies.ts";
import { AwsAccountId as accountId, simulated } from "../simulator/support/simulated.ts";

const region = "eu-west-1";
const facts = { accountId, partition: "aws", region, identityRegion: region };
const component =
  "urn:pulumi:dev::quicksight-governance::quicksight-governance:account:EncryptionKeys";

/** How a state has a key that the stack made. */
const made = (name: string, arn: string): StackResources => ({
  [`${component}$aws:kms/key:Key::keys-${name}`]: {
    type: "aws:kms/key:Key",
    outputs: { arn, keyId: arn.split("/")[1] },
  },
});

/** How a state has a registration that a run has followed. */
const registered = (keys: Readonly<Record<string, string>>): StackResources => ({
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

/** Everything that keeps a key out of the registration is said before anything is written, and what to do. */
describe("the keys that an account stack is to register", function () {
  this.timeout(60_000);
  const simulation = simulated();
  const { options, root, iam, deployerWith } = emulated(simulation);
  let kms: KMSClient;
  let warnings: string[];
  let caller: { readonly AWS_ACCESS_KEY_ID: string; readonly AWS_SECRET_ACCESS_KEY: string };
  const { warn } = pulumi.log;
  const environment = { ...process.env };
  beforeEach(() => {
    kms = new KMSClient(options());
    warnings = [];
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
    process.env = { ...environment };
  });

  const make = async (input: CreateKeyCommandInput = {}) =>
    (await kms.send(new CreateKeyCommand(input))).KeyMetadata?.Arn ?? "";
  const register = (...arns: string[]) =>
    root().send(
      new UpdateKeyRegistrationCommand({
        AwsAccountId: accountId,
        KeyRegistration: arns.map((KeyArn, index) => ({ KeyArn, DefaultKey: index === 0 })),
      }),
    );
  const parse = (keys: object): AccountSettings["keys"] => {
    const account = { namespaces: ["default"], federation: { samlProvider: "okta" }, keys };
    const { settings, problems } = parseAccount(account);
    assert.ok(settings !== undefined, problems.map(({ message }) => message).join());
    return settings.keys;
  };
  /** All that a run refuses before it declares anything. */
  const refusals = async (keys: object, resources: StackResources = {}): Promise<string[]> => {
    Object.assign(process.env, caller);
    const { requestHandler } = options();
    const access = Object.assign({ region }, { requestHandler });
    const declared = parse(keys);
    const governed = governedKeysOf(resources, declared, facts);
    const problems = await checkKeys(declared, governed, facts, access);
    const refusal = await askAboutKeys(resources, { keys: declared }, facts, access);
    const said = problems.map(({ where, message }) => `${where}: ${message}`);
    return refusal === undefined ? said : [...said, refusal];
  };
  const refuses = async (said: RegExp, keys: object, resources?: StackResources) => {
    const found = (await refusals(keys, resources)).join("\n");
    assert.match(found, said);
    assert.equal(simulation.calls()["UpdateKeyRegistration"] ?? 0, sent, "nothing was written");
  };
  /** How often the test itself has registered keys. */
  let sent = 0;
  const given = async (...arns: string[]) => {
    await register(...arns);
    sent = simulation.calls()["UpdateKeyRegistration"] ?? 0;
  };
  beforeEach(() => {
    sent = 0;
  });
  /** As a user whom IAM allows everything about keys. */
  const actAsUser = async () => {
    await deployerWith(allowing("kms:*"));
    const { AccessKey } = await iam().send(new CreateAccessKeyCommand({ UserName: "deployer" }));
    const { AccessKeyId = "", SecretAccessKey = "" } = AccessKey ?? {};
    caller = { AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretAccessKey };
  };
  const disable = (KeyId: string) => kms.send(new DisableKeyCommand({ KeyId }));
  const scheduleDeletion = (KeyId: string) =>
    kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));

  describe("by an ARN", () => {
    it("are taken where they are symmetric, enabled and of this account and Region, multi-Region ones too", async () => {
      const [plain, primary] = [await make(), await make({ MultiRegion: true })];
      const american = new KMSClient({ ...options(), region: "us-east-1" });
      const { KeyMetadata } = await american.send(new CreateKeyCommand({ MultiRegion: true }));
      const KeyId = KeyMetadata?.KeyId ?? "";
      await american.send(new ReplicateKeyCommand({ KeyId, ReplicaRegion: region }));
      american.destroy();
      const replica = `arn:aws:kms:${region}:${accountId}:key/${KeyId}`;
      const keys = {
        plain: { arn: plain, default: true },
        primary: { arn: primary },
        replica: { arn: replica },
      };
      assert.deepEqual(await refusals(keys), []);
    });

    it("are refused where they are of another use than to encrypt with one key", async () => {
      const kinds = [
        { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" },
        { KeySpec: "RSA_4096", KeyUsage: "ENCRYPT_DECRYPT" },
        { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" },
        { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" },
      ] as const;
      for (const kind of kinds) {
        const arn = await make(kind);
        const said = new RegExp(
          `keys\\.main\\.arn: the key is ${kind.KeySpec} for ${kind.KeyUsage}; use a symmetric`,
        );
        await refuses(said, { main: { arn, default: true } });
      }
    });

    it("are refused in another partition, account and Region, and by an alias", async () => {
      const arn = await make();
      const at = (other: string) => ({ main: { arn: other, default: true } });
      await refuses(/in the partition aws-cn; use a key in aws/, at(arn.replace("aws", "aws-cn")));
      await refuses(/is in us-east-1/, at(arn.replace(region, "us-east-1")));
      await refuses(/belongs to account 999988887777/, at(arn.replace(accountId, "999988887777")));
      assert.throws(() => parse(at(arn.replace("key/", "alias/"))), /not of an alias/);
    });

    it("are refused while they are not enabled, each with its own way out", async () => {
      const [disabled, deleted] = [await make(), await make()];
      await disable(disabled);
      await scheduleDeletion(deleted);
      const imported = await make({ Origin: "EXTERNAL" });
      const at = (arn: string) => ({ main: { arn, default: true } });
      await refuses(/the key is Disabled; enable it/, at(disabled));
      await refuses(/PendingDeletion.*lost with it.*cancel-key-deletion.*enable-key/s, at(deleted));
      await refuses(/PendingImport; import its key material/, at(imported));
    });

    it("are refused where they wait for their deletion, though they are registered", async () => {
      const [main, old] = [await make(), await make()];
      await given(main, old);
      await scheduleDeletion(old);
      const keys = { main: { arn: main, default: true }, old: { arn: old } };
      const state = registered({ main, old });
      await refuses(/account\.keys\.old\.arn: the key is PendingDeletion/, keys, state);
      await kms.send(new CancelKeyDeletionCommand({ KeyId: old }));
      // It is Disabled then, as in an emergency, and registered: the rest of the account goes on.
      assert.deepEqual(await refusals(keys, state), []);
      assert.match(warnings.join(), /account\.keys\.old\.arn: the key is Disabled/);
    });

    it("are refused where the key's own policy lets the caller make no grants, and not where a condition may hold later", async () => {
      await actAsUser();
      const withPolicy = (who: string, Condition = {}, readable = ["kms:GetKeyPolicy"]) =>
        make({
          Policy: policy(
            {
              ...{ Effect: "Allow", Action: ["kms:Describe*", ...readable], Resource: "*" },
              Principal: { AWS: `arn:aws:iam::${accountId}:root` },
            },
            {
              ...{
                Effect: "Allow",
                Action: "kms:CreateGrant",
                Resource: "*",
                Condition,
              },
              Principal: { AWS: `arn:aws:iam::${accountId}:${who}` },
            },
          ),
        });
      const at = (arn: string) => ({ main: { arn, default: true } });
      await refuses(
        /the key's policy does not let the caller make grants.*kms:CreateGrant/,
        at(await withPolicy("role/admin")),
      );
      assert.deepEqual(await refusals(at(await withPolicy("root"))), []);
      const through = { StringEquals: { "kms:ViaService": `quicksight.${region}.amazonaws.com` } };
      assert.deepEqual(await refusals(at(await withPolicy("root", through))), []);
      assert.doesNotMatch(warnings.join(), /policy/);
      assert.deepEqual(await refusals(at(await withPolicy("root", through, []))), []);
      assert.match(warnings.join(), /keys\.main\.arn: the key's policy does not let the caller/);
    });

    it("are named where nothing rotates them", async () => {
      const [still, turning] = [await make(), await make()];
      await kms.send(new EnableKeyRotationCommand({ KeyId: turning }));
      const keys = { still: { arn: still, default: true }, turning: { arn: turning } };
      assert.deepEqual(await refusals(keys), []);
      assert.match(warnings.join("\n"), /^account\.keys\.still\.arn: .*not rotated automatically/m);
      assert.doesNotMatch(warnings.join("\n"), /turning/);
    });
  });

  describe("that it has made", () => {
    it("are refused where somebody disabled one that is to be the default, or is not registered", async () => {
      const [main, other] = [await make(), await make()];
      const state = { ...made("main", main), ...made("other", other), ...registered({ main }) };
      await given(main);
      await disable(other);
      await refuses(
        /account\.keys\.other: the key is Disabled; enable it.*would be registered/,
        { main: { default: true }, other: {} },
        state,
      );
      const fresh = await make();
      await given(fresh, main);
      await disable(main);
      await refuses(
        /account\.keys\.main: the key is Disabled; enable it.*would become the default/,
        { main: { default: true }, fresh: {} },
        { ...made("main", main), ...made("fresh", fresh), ...registered({ main, fresh }) },
      );
    });

    it("are refused where they wait for their deletion, or are gone", async () => {
      const [main, gone] = [await make(), `arn:aws:kms:${region}:${accountId}:key/0c1d2e3f`];
      await given(main);
      await scheduleDeletion(main);
      const keys = { main: { default: true } };
      await refuses(/account\.keys\.main: the key is PendingDeletion/, keys, {
        ...made("main", main),
        ...registered({ main }),
      });
      await refuses(
        /account\.keys\.main: the key is not there any more.*--refresh/,
        keys,
        made("main", gone),
      );
    });

    it("are refused where the policy that somebody gave them lets nobody make grants", async () => {
      await actAsUser();
      const main = await make();
      const Policy = policy({
        ...{ Effect: "Allow", Action: ["kms:Describe*", "kms:GetKeyPolicy"], Resource: "*" },
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      });
      await kms.send(new PutKeyPolicyCommand({ KeyId: main, Policy }));
      await refuses(
        /account\.keys\.main: the key's policy does not let the caller make grants/,
        { main: { default: true } },
        made("main", main),
      );
    });

    it("are refused where another name has the same one by its ARN", async () => {
      const main = await make();
      const keys = { main: { default: true }, again: { arn: main } };
      await refuses(
        /account\.keys\.again\.arn: .*is the key that account\.keys\.main has/,
        keys,
        made("main", main),
      );
    });

    it("are kept under a new name only by their ARN, which is said", async () => {
      const main = await make();
      await given(main);
      const state = { ...made("main", main), ...registered({ main }) };
      assert.deepEqual(await refusals({ primary: { default: true } }, state), []);
      assert.match(
        warnings.join("\n"),
        new RegExp(`account\\.keys\\.primary: .*another key.*main.*arn: ${main}`),
      );
      warnings = [];
      assert.deepEqual(await refusals({ primary: { default: true, arn: main } }, state), []);
      assert.doesNotMatch(warnings.join("\n"), /another key/);
    });
  });

  describe("with a default that somebody disabled", () => {
    it("are refused where a third key comes, as QuickSight would register them without a default", async () => {
      const [main, old, third] = [await make(), await make(), await make()];
      await given(main, old);
      await disable(main);
      const two = { main: { arn: main, default: true }, old: { arn: old } };
      const state = registered({ main, old });
      const said = /account\.keys\.main\.arn: the key is Disabled.*without a default/s;
      await refuses(said, { ...two, third: { arn: third } }, state);
      await refuses(said, { ...two, third: {} }, state);
      await refuses(said, { main: two.main }, state);
      assert.deepEqual(await refusals(two, state), []);
      assert.match(warnings.join(), /account\.keys\.main\.arn: the key is Disabled/);
    });

    it("are refused in the same way where this stack has made it", async () => {
      const [main, third] = [await make(), await make()];
      await given(main);
      await disable(main);
      const state = { ...made("main", main), ...registered({ main }) };
      await refuses(
        /account\.keys\.main: the key is Disabled.*without a default/s,
        { main: { default: true }, third: { arn: third } },
        state,
      );
      assert.deepEqual(await refusals({ main: { default: true } }, state), []);
    });
  });

  describe("and to rotate on demand", () => {
    const later = "2126-01-01";
    const check = async (keys: object, today: string, resources: StackResources = {}) => {
      Object.assign(process.env, caller);
      const declared = parse(keys);
      const access = Object.assign({ region }, { requestHandler: options().requestHandler });
      const governed = governedKeysOf(resources, declared, facts);
      const problems = await checkRotations(declared, governed, access, today);
      return problems.map(({ where, message }) => `${where}: ${message}`).join("\n");
    };
    const at = (arn: string, rotatedOn = later) => ({ main: { arn, default: true, rotatedOn } });

    it("are named with how often KMS does it, those to be made and those rotated since not", async () => {
      const main = await make();
      await kms.send(new RotateKeyOnDemandCommand({ KeyId: main }));
      assert.equal(await check(at(main), later), "");
      assert.match(
        warnings.join(),
        /account\.keys\.main\.rotatedOn: the key is rotated by this update, on demand for the 2\. of 25 times/,
      );
      warnings = [];
      assert.equal(await check(at(main, "2026-01-01"), later), "");
      assert.equal(await check({ main: { default: true, rotatedOn: later } }, later), "");
      assert.deepEqual(warnings, []);
    });

    it("are refused for a day that lies ahead, as a run would rotate them each time", async () => {
      const main = await make();
      assert.match(await check(at(main), "2125-12-31"), /2126-01-01 lies ahead.*2125-12-31/);
      assert.throws(() => parse(at(main, "2026-02-31")), /use a day that there is/);
      assert.throws(() => parse(at(main, "soon")), /use a day such as/);
      assert.equal(
        parse(at(main, "2026-01-31 00:00:00 +0000 UTC"))["main"]?.rotatedOn,
        "2026-01-31",
      );
    });

    it("are refused where KMS did not make their material, where they are replicas, and after 25 times", async () => {
      const imported = await make({ Origin: "EXTERNAL" });
      assert.match(await check(at(imported), later), /material is not of KMS \(EXTERNAL\)/);
      const american = new KMSClient({ ...options(), region: "us-east-1" });
      const { KeyMetadata } = await american.send(new CreateKeyCommand({ MultiRegion: true }));
      const KeyId = KeyMetadata?.KeyId ?? "";
      await american.send(new ReplicateKeyCommand({ KeyId, ReplicaRegion: region }));
      american.destroy();
      const replica = `arn:aws:kms:${region}:${accountId}:key/${KeyId}`;
      assert.match(await check(at(replica), later), /is a replica/);
      const used = await make();
      for (let times = 0; times < 25; times++) {
        await kms.send(new RotateKeyOnDemandCommand({ KeyId: used }));
      }
      assert.match(await check(at(used), later), /was rotated on demand 25 times/);
    });
  });

  describe("before and after there is Amazon Q data", () => {
    const first = /a key for Amazon Q data cannot be changed later.*first topic, agent, space/s;
    const makeTopic = () =>
      root().send(
        new CreateTopicCommand({ AwsAccountId: accountId, TopicId: "t", Topic: { Name: "t" } }),
      );

    it("are registered with a warning to make no first topic before, while there is none and the list is sent", async () => {
      const main = await make();
      const keys = { main: { arn: main, default: true } };
      assert.deepEqual(await refusals(keys), []);
      assert.match(warnings.join("\n"), first);
      await given(main);
      warnings = [];
      assert.deepEqual(await refusals(keys, registered({ main })), []);
      assert.doesNotMatch(warnings.join("\n"), first);
    });

    it("are registered with what QuickSight tells of it, once there is some", async () => {
      const [main, fresh] = [await make(), await make()];
      await given(main);
      await makeTopic();
      const keys = { main: { arn: main }, fresh: { arn: fresh, default: true } };
      assert.deepEqual(await refusals(keys, registered({ main })), []);
      const said = `Amazon Q data is encrypted with account.keys.main (${main}), for good`;
      assert.ok(warnings.join("\n").includes(said), warnings.join("\n"));
      assert.doesNotMatch(warnings.join("\n"), first);
    });

    it("are registered with a warning that it stays under AWS's own key, where it does", async () => {
      await makeTopic();
      const main = await make();
      assert.deepEqual(await refusals({ main: { arn: main, default: true } }), []);
      assert.match(warnings.join("\n"), /Amazon Q data is encrypted with a key of AWS's, for good/);
    });

    it("are registered, and it is said that there may be some, where nobody may list what makes it", async () => {
      const main = await make();
      for (const operation of ["ListTopics", "ListSpaces"]) {
        const fault = { operation, error: "AccessDeniedException" };
        await simulation.control("POST", "/_sim/faults", fault);
      }
      assert.deepEqual(await refusals({ main: { arn: main, default: true } }), []);
      await simulation.control("DELETE", "/_sim/faults");
      assert.match(warnings.join("\n"), first);
      assert.match(
        warnings.join("\n"),
        /topics and spaces cannot be listed.*allow quicksight:ListTopics/s,
      );
    });
  });

  describe("beside those that the console registered", () => {
    it("are refused where these would go, by their ARN", async () => {
      const [main, theirs] = [await make(), await make()];
      await given(main, theirs);
      await refuses(
        new RegExp(`key ${theirs} was registered by somebody else`),
        { main: { arn: main, default: true } },
        registered({ main }),
      );
    });

    it("adopt them, and say whose default another takes the place of", async () => {
      const [main, theirs] = [await make(), await make()];
      await given(theirs, main);
      const keys = { main: { arn: main, default: true }, theirs: { arn: theirs } };
      assert.deepEqual(await refusals(keys, registered({ main })), []);
      assert.match(
        warnings.join("\n"),
        new RegExp(`account\\.keys: the default is ${theirs} now.*becomes main \\(${main}\\)`),
      );
    });
  });
});
