import assert from "node:assert/strict";
import { createServer } from "node:http";
import { Agent } from "node:https";
import type { AddressInfo } from "node:net";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  CreateAliasCommand,
  CreateKeyCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { federationRoleDescription } from "../../components/federationRole.ts";
import { madeSecretDescription } from "../../components/madeSecret.ts";
import { keyDescriptionOf } from "../../components/encryptionKeys.ts";
import { parseAccount } from "../../core/settings/parseAccount.ts";
import { type Emulator, startEmulator } from "../../local/emulator/startEmulator.ts";
import { findRetained } from "../../stacks/findRetained.ts";
import { publishedTopics } from "../../stacks/names.ts";
import type { StackResources } from "../../stacks/readState.ts";

const facts = {
  accountId: "111122223333",
  partition: "aws",
  region: "eu-west-1",
  identityRegion: "eu-west-1",
};

/** What stands in the way of adoption is said before anything is written, and what to do. */
describe("what an account stack finds in AWS that it would make", () => {
  let emulator: Emulator;
  let settings: object;
  let iam: IAMClient;
  let kms: KMSClient;
  const access = () => ({ region: facts.region, ...settings });
  before(async () => {
    emulator = await startEmulator(facts);
    settings = {
      endpoint: emulator.url,
      credentials: { accessKeyId: facts.accountId, secretAccessKey: "test" },
      requestHandler: { httpsAgent: new Agent({ ca: emulator.certificate }) },
    };
    iam = new IAMClient(access());
    kms = new KMSClient(access());
  });
  beforeEach(() => emulator.reset());
  after(async () => {
    iam.destroy();
    kms.destroy();
    await emulator.close();
  });

  const find = async (more: object = {}, resources: StackResources = {}) => {
    const { settings: account, problems } = parseAccount({
      ...{ namespaces: ["default"], federation: { samlProvider: "oktank" } },
      ...more,
    });
    assert.ok(account !== undefined, JSON.stringify(problems));
    const found = await findRetained(account, resources, facts, access());
    return {
      ids: [...found.ids],
      problems: found.problems.map(({ where, message }) => `${where}: ${message}`),
    };
  };
  const makeRole = (
    RoleName: string,
    Description: string,
    { Path = "/", Service = "ec2.amazonaws.com" } = {},
  ) => {
    const trust = { Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" };
    return iam.send(
      new CreateRoleCommand({
        ...{ RoleName, Description, Path },
        AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
      }),
    );
  };
  const makeKey = async (name: string, Description: string) => {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description }));
    const TargetKeyId = KeyMetadata?.KeyId ?? "";
    const AliasName = `alias/quicksight-governance-${name}`;
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId }));
    return TargetKeyId;
  };
  const makeBucket = async (Bucket: string, region: string, key?: string) => {
    const s3 = new S3Client({ ...access(), region, forcePathStyle: true });
    const LocationConstraint = region as BucketLocationConstraint;
    await s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }),
    );
    if (key !== undefined) await s3.send(new PutObjectCommand({ Bucket, Key: key, Body: "x" }));
    s3.destroy();
  };
  const makeParameter = async (Name: string) => {
    const ssm = new SSMClient(access());
    await ssm.send(new PutParameterCommand({ Name, Value: "x", Type: "String" }));
    ssm.destroy();
  };
  const bucketUrn =
    "urn:pulumi:dev::p::quicksight-governance:account:GovernanceBucket$aws:s3/bucket:Bucket::governance";
  const holdsBucket = {
    [bucketUrn]: {
      type: "aws:s3/bucket:Bucket",
      outputs: { bucket: "quicksight-governance-111122223333-eu-west-1" },
    },
  };
  const keys = { main: { default: true } };

  it("is nothing in a new account", async () => {
    assert.deepEqual(await find({ keys, secrets: ["db"] }), { ids: [], problems: [] });
  });

  it("is taken up where it says that it was made here", async () => {
    await makeRole("quicksight-fed-users", federationRoleDescription);
    await makeBucket("quicksight-governance-111122223333-eu-west-1", "eu-west-1");
    const key = await makeKey("main", keyDescriptionOf("main"));
    assert.deepEqual(await find({ keys }), {
      ids: [
        ["aws:s3/bucket:Bucket::governance", "quicksight-governance-111122223333-eu-west-1"],
        ["aws:iam/role:Role::federation", "quicksight-fed-users"],
        ["aws:kms/key:Key::keys-main", key],
        ["aws:kms/alias:Alias::keys-main", "alias/quicksight-governance-main"],
      ],
      problems: [],
    });
  });

  it("is a secret that a run made which was killed, and stands in the way where it goes, or is another's", async () => {
    const secrets = new SecretsManagerClient(access());
    const make = (Name: string, Description: string) =>
      secrets.send(new CreateSecretCommand({ Name, Description }));
    const { ARN = "" } = await make("acme/ours", madeSecretDescription);
    await make("acme/gone", madeSecretDescription);
    await secrets.send(new DeleteSecretCommand({ SecretId: "acme/gone" }));
    await make("acme/theirs", "");
    secrets.destroy();
    const names = ["ours", "gone", "theirs", "new"].map((name) => `acme/${name}`);
    const generated = { username: "quicksight" };
    const { ids, problems } = await find({
      madeSecrets: Object.fromEntries(names.map((name) => [name, { generated }])),
    });
    assert.deepEqual(ids, [["aws:secretsmanager/secret:Secret::acme/ours", ARN]]);
    assert.match(problems[0] ?? "", /the secret acme\/gone waits for its deletion; restore it/);
    assert.match(
      problems[1] ?? "",
      /secret acme\/theirs is there already, which this program did not/,
    );
    assert.equal(problems.length, 2);
  });

  it("is taken up where a run was killed when it had made a key, and no alias yet", async () => {
    const { KeyMetadata } = await kms.send(
      new CreateKeyCommand({ Description: keyDescriptionOf("main") }),
    );
    const { KeyId = "" } = KeyMetadata ?? {};
    await kms.send(new CreateKeyCommand({ Description: "of another program" }));
    // One that waits for its deletion is nobody's any more, and what has an alias is known by that.
    const gone = await makeKey("gone", keyDescriptionOf("main"));
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId: gone }));
    await makeKey("else", keyDescriptionOf("main"));
    assert.deepEqual(await find({ keys }), {
      ids: [["aws:kms/key:Key::keys-main", KeyId]],
      problems: [],
    });
    assert.deepEqual(await find({ keys: { other: { default: true } } }), { ids: [], problems: [] });
  });

  it("stands in the way where two keys without an alias say that they are the same", async () => {
    const Description = keyDescriptionOf("main");
    for (let count = 0; count < 2; count++) await kms.send(new CreateKeyCommand({ Description }));
    const { ids, problems } = await find({ keys });
    assert.deepEqual(ids, []);
    assert.match(problems.join(), /account\.keys\.main: 2 keys say .* and none has an alias.*arn/);
  });

  it("stands in the way where somebody else made it: the role that people sign in with", async () => {
    await makeRole("quicksight-fed-users", "made by the platform team");
    const { ids, problems } = await find();
    assert.deepEqual(ids, []);
    assert.match(
      problems.join("\n"),
      /^account\.federation: a role quicksight-fed-users is there already \(arn:[^)]+\), .* existing: true/,
    );
  });

  it("stands in the way where QuickSight may not assume the role that reads secrets: each data source would fail", async () => {
    const [name, Path] = ["aws-quicksight-secretsmanager-role-v0", "/service-role/"];
    await makeRole(name, "of the console", { Path });
    const { problems } = await find({ secrets: ["db"] });
    assert.match(
      problems.join("\n"),
      /^account\.secrets: the role .*\/service-role\/aws-quicksight-secretsmanager-role-v0 does not trust QuickSight; let quicksight\.amazonaws\.com assume it/,
    );
    await emulator.reset();
    await makeRole(name, "of the console", { Path, Service: "quicksight.amazonaws.com" });
    assert.deepEqual(await find({ secrets: ["db"] }), { ids: [], problems: [] });
  });

  it("stands in the way where a bucket of that name holds something else, or is in another Region", async () => {
    await makeBucket("data-lake", "eu-west-1", "orders.parquet");
    const [taken = ""] = (await find({ bucket: "data-lake" })).problems;
    assert.match(taken, /^account\.bucket: a bucket data-lake is there already, .* another name/);
    await makeBucket("shared", "us-west-2");
    const [far = ""] = (await find({ bucket: "shared" })).problems;
    assert.match(far, /^account\.bucket: the bucket shared is in us-west-2, .* of eu-west-1;/);
  });

  it("is taken up with a name of its own where nothing is in the bucket yet: a run was killed when it had made it", async () => {
    await makeBucket("acme-governance", "eu-west-1");
    assert.deepEqual(await find({ bucket: "acme-governance" }), {
      ids: [["aws:s3/bucket:Bucket::governance", "acme-governance"]],
      problems: [],
    });
  });

  it("is taken up where a run of this stack was killed before the state had it: the role that reads data files, and what is published", async () => {
    const role = "quicksight-governance-data-eu-west-1";
    await makeRole(role, "data files");
    await makeParameter("/quicksight-governance/account/namespaces");
    assert.deepEqual(await find({}, holdsBucket), {
      ids: [
        ["aws:iam/role:Role::data-files", role],
        [
          "aws:ssm/parameter:Parameter::account-namespaces",
          "/quicksight-governance/account/namespaces",
        ],
      ],
      problems: [],
    });
  });

  it("stands in the way where another stack of this Region made it, which is named with what to do when its state is lost", async () => {
    const role = "quicksight-governance-data-eu-west-1";
    await makeRole(role, "data files");
    await makeParameter("/quicksight-governance/account/bucket");
    const [ofRole = "", ofParameter = "", ...more] = (await find()).problems;
    assert.match(
      ofRole,
      /^account: .* a Region has one account stack, .* delete-role-policy --role-name quicksight-governance-data-eu-west-1 .* delete-role /,
    );
    assert.match(
      ofParameter,
      /^account\.parameterPrefix: .* delete-parameter --name \/quicksight-governance\/account\/bucket/,
    );
    assert.deepEqual(more, []);
  });

  it("stands in the way where an alias leads to a key of somebody else, or to one that goes", async () => {
    await makeKey("main", "orders");
    const [theirs = ""] = (await find({ keys })).problems;
    assert.match(theirs, /^account\.keys\.main: .* this program did not make; name it with arn/);
    await emulator.reset();
    const KeyId = await makeKey("main", keyDescriptionOf("main"));
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
    const [going = ""] = (await find({ keys })).problems;
    assert.match(going, /^account\.keys\.main: .* cancel-key-deletion/);
  });

  it("stands in the way where an alias leads to another key than the state's: neither is lost", async () => {
    const former = await makeKey("main", keyDescriptionOf("main"));
    const urn = "urn:pulumi:dev::p::quicksight-governance:account:EncryptionKeys$aws:kms/key:Key";
    const { ids, problems } = await find(
      { keys },
      { [`${urn}::keys-main`]: { type: "aws:kms/key:Key", outputs: { keyId: "another" } } },
    );
    assert.deepEqual(ids, []);
    assert.match(problems.join("\n"), new RegExp(`leads to the key ${former}, .* is another;`));
  });

  it("names for each thing that may not be looked at the rights on it, and no others", async () => {
    const refusing = createServer((_, response) => {
      response.statusCode = 403;
      response.end(JSON.stringify({ __type: "AccessDeniedException", message: "no" }));
    });
    await new Promise<void>((resolve) => refusing.listen(0, "127.0.0.1", resolve));
    const { settings: account, problems: wrong } = parseAccount({
      ...{ namespaces: ["default"], federation: { samlProvider: "oktank" } },
      ...{ keys, secrets: ["db"], trail: { athena: {} } },
    });
    assert.ok(account !== undefined, JSON.stringify(wrong));
    const { port } = refusing.address() as AddressInfo;
    const denied = {
      ...{ region: facts.region, endpoint: `http://127.0.0.1:${port}` },
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    };
    try {
      const { problems } = await findRetained(account, {}, facts, denied);
      const bucket = "s3:ListBucket, s3:GetLifecycleConfiguration and s3:GetBucketPolicy on it";
      const named = problems.map(({ message }) => {
        const [, title, allow] =
          /^whether there is a (.*) cannot be looked at \(.*\); allow (.*)$/.exec(message) ?? [];
        return [title, allow];
      });
      assert.deepEqual(named, [
        [
          "bucket quicksight-governance-111122223333-eu-west-1",
          `${bucket}, or choose another name where another account has it`,
        ],
        ["role quicksight-fed-users", "iam:GetRole"],
        [
          "bucket quicksight-governance-trail-111122223333-eu-west-1",
          `${bucket}, or name a bucket in account.trail.existing where another account has it`,
        ],
        ["role aws-quicksight-secretsmanager-role-v0", "iam:GetRole"],
        [
          "key of alias/quicksight-governance-main",
          "kms:DescribeKey, kms:ListKeys and kms:ListAliases",
        ],
        ["alias/quicksight-governance-main", "kms:DescribeKey"],
        ["role quicksight-governance-data-eu-west-1", "iam:GetRole"],
        ...publishedTopics.map((topic) => [
          `parameter /quicksight-governance/account/${topic}`,
          "ssm:GetParameter",
        ]),
        ["trail quicksight-governance", "cloudtrail:GetTrail"],
        ["work group quicksight-governance", "athena:GetWorkGroup"],
        ["database quicksight_governance_eu_west_1", "glue:GetDatabase"],
        ["table quicksight_governance_eu_west_1.trail", "glue:GetTable"],
      ]);
      assert.ok(problems.every((problem) => problem.denied));
    } finally {
      refusing.close();
    }
  });

  it("may be another account stack's where there is one in another Region: then a setting says whose it is", async () => {
    await makeRole("quicksight-fed-users", federationRoleDescription);
    await makeRole("quicksight-governance-data-us-west-2", "data files");
    const [clash = ""] = (await find()).problems;
    assert.match(
      clash,
      /^account\.globalRegion: the role quicksight-fed-users is there already, .* in us-west-2 too; .* globalRegion: us-west-2/,
    );
    const owned = await find({ globalRegion: "eu-west-1" });
    assert.deepEqual(owned.problems, []);
    assert.deepEqual(owned.ids, [["aws:iam/role:Role::federation", "quicksight-fed-users"]]);
  });
});
