import assert from "node:assert/strict";
import {
  CancelKeyDeletionCommand,
  CreateKeyCommand,
  EnableKeyRotationCommand,
  KMSClient,
  ReplicateKeyCommand,
} from "@aws-sdk/client-kms";
import { policy } from "../simulator/support/policies.ts";
import { accountId, accountKeys, parseKeys, region, registered } from "./accountKeys.ts";

/** Everything that keeps a key out of the registration is said before anything is written, and what to do. */
describe("the keys that an account stack is to register", function () {
  this.timeout(60_000);
  const {
    actAsUser,
    disable,
    given,
    kms,
    make,
    options,
    refusals,
    refuses,
    scheduleDeletion,
    warnings,
  } = accountKeys();

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
      assert.throws(() => parseKeys(at(arn.replace("key/", "alias/"))), /not of an alias/);
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
      await kms().send(new CancelKeyDeletionCommand({ KeyId: old }));
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
      await kms().send(new EnableKeyRotationCommand({ KeyId: turning }));
      const keys = { still: { arn: still, default: true }, turning: { arn: turning } };
      assert.deepEqual(await refusals(keys), []);
      assert.match(warnings.join("\n"), /^account\.keys\.still\.arn: .*not rotated automatically/m);
      assert.doesNotMatch(warnings.join("\n"), /turning/);
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
