import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  CreateKeyCommand,
  DisableKeyCommand,
  KMSClient,
  ListGrantsCommand,
} from "@aws-sdk/client-kms";
import type { CreateKeyCommandInput } from "@aws-sdk/client-kms";
import {
  AccessDeniedException,
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  CreateIngestionCommand,
  DeleteUserByPrincipalIdCommand,
  DescribeDataSourceCommand,
  DescribeIngestionCommand,
  DescribeUserCommand,
  InternalFailureException,
  ListGroupMembershipsCommand,
  ListIngestionsCommand,
  ListUsersCommand,
  RegisterUserCommand,
  ResourceNotFoundException,
  UpdateKeyRegistrationCommand,
  UpdateResourcePermissionsCommand,
} from "@aws-sdk/client-quicksight";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateSecretCommand,
  PutResourcePolicyCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { startEmulator } from "../../local/emulator/startEmulator.ts";
import type { Emulator } from "../../local/emulator/startEmulator.ts";
import { arn, createDataSet, createDataSource } from "./support/assets.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, inDefault, simulated } from "./support/simulated.ts";

const serviceRole = "aws-quicksight-secretsmanager-role-v0";
const allowing = (Action: string, Resource = "*") =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action, Resource }],
  });
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "quicksight.amazonaws.com" },
      Action: "sts:AssumeRole",
    },
  ],
});

describe("simulator: with the emulator of the other services", function () {
  this.timeout(60_000);
  const { clientWith, reset, control } = simulated();
  let emulator: Emulator;
  let options: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    requestHandler: { httpsAgent: { ca: string } };
  };
  const root = () => clientWith({ accessKeyId: AwsAccountId });

  before(async () => {
    emulator = await startEmulator({ accountId: AwsAccountId, region: "eu-west-1" });
    options = {
      endpoint: emulator.url,
      region: "eu-west-1",
      credentials: { accessKeyId: AwsAccountId, secretAccessKey: "test" },
      requestHandler: { httpsAgent: { ca: emulator.certificate } },
    };
  });
  after(() => emulator.close());
  beforeEach(async () => {
    await emulator.reset();
    reset({ upstream: emulator.url, upstreamCa: emulator.certificate });
  });

  const secret = async (SecretString: string, KmsKeyId?: string): Promise<string> => {
    const client = new SecretsManagerClient(options);
    const { ARN = "" } = await client.send(
      new CreateSecretCommand({ Name: "db", SecretString, KmsKeyId }),
    );
    client.destroy();
    return ARN;
  };
  describe("and a role that people sign in with", () => {
    const RoleName = "quicksight-fed-users";
    const IamArn = `arn:aws:iam::${AwsAccountId}:role/${RoleName}`;
    const withIam = async (act: (iam: IAMClient) => Promise<unknown>) => {
      const client = new IAMClient(options);
      await act(client);
      client.destroy();
    };
    const makeRole = () =>
      withIam((iam) =>
        iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust })),
      );
    const ana = { ...inDefault, SessionName: "ana@x.com", Email: "ana@x.com" };
    const registerAna = async () => {
      const input = { ...ana, IamArn, IdentityType: "IAM", UserRole: "AUTHOR" } as const;
      const { User } = await root().send(new RegisterUserCommand(input));
      return User?.PrincipalId ?? "";
    };
    const names = async () => {
      const { UserList } = await root().send(new ListUsersCommand(inDefault));
      return UserList?.map(({ UserName, PrincipalId }) => [UserName, PrincipalId]);
    };
    const UserName = `${RoleName}/ana@x.com`;

    it("calls everybody N/A whose role is gone, also when it was made again, and finds them by their principal id only", async () => {
      await makeRole();
      const former = await registerAna();
      const group = { ...inDefault, GroupName: "critical" };
      await root().send(new CreateGroupCommand(group));
      await root().send(new CreateGroupMembershipCommand({ ...group, MemberName: UserName }));
      assert.deepEqual(await names(), [[UserName, former]]);
      await withIam((iam) => iam.send(new DeleteRoleCommand({ RoleName })));
      await makeRole();
      await sleep(600);
      assert.deepEqual(await names(), [["N/A", former]]);
      const { GroupMemberList } = await root().send(new ListGroupMembershipsCommand(group));
      assert.deepEqual(
        GroupMemberList?.map(({ MemberName }) => MemberName),
        ["N/A"],
      );
      await refused(
        root().send(new DescribeUserCommand({ ...inDefault, UserName })),
        ResourceNotFoundException,
        { status: 404 },
      );
      const later = await registerAna();
      assert.notEqual(later, former);
      await root().send(new DeleteUserByPrincipalIdCommand({ ...inDefault, PrincipalId: former }));
      assert.deepEqual(await names(), [[UserName, later]]);
    });
  });

  const credentials = JSON.stringify({ username: "reader", password: "not-to-be-seen" });
  const makeRole = async (
    policy?: string,
    trusted = trust,
    Path = "/service-role/",
    RoleName = serviceRole,
  ) => {
    const iam = new IAMClient(options);
    await iam.send(new CreateRoleCommand({ RoleName, Path, AssumeRolePolicyDocument: trusted }));
    if (policy !== undefined) {
      const document = { PolicyName: "read", PolicyDocument: policy };
      await iam.send(new PutRolePolicyCommand({ RoleName, ...document }));
    }
    iam.destroy();
  };
  /** A user who may make every call of QuickSight, and what the policy says. */
  const makeUser = async (policy: string): Promise<string> => {
    const iam = new IAMClient(options);
    const UserName = "deployer";
    await iam.send(new CreateUserCommand({ UserName }));
    for (const PolicyDocument of [policy, allowing("quicksight:*")]) {
      const PolicyName = `deploy-${PolicyDocument.length}`;
      await iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument }));
    }
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    iam.destroy();
    return AccessKey?.AccessKeyId ?? "";
  };
  const outcome = async (client = root()) => {
    const source = { AwsAccountId, DataSourceId: "db" };
    const { DataSource } = await client.send(new DescribeDataSourceCommand(source));
    return [DataSource?.Status, DataSource?.ErrorInfo?.Type, DataSource?.ErrorInfo?.Message];
  };

  it("creates a data source whose secret QuickSight and the caller may read", async () => {
    const SecretArn = await secret(credentials);
    await makeRole(allowing("secretsmanager:GetSecretValue", SecretArn));
    const user = clientWith({
      accessKeyId: await makeUser(allowing("secretsmanager:GetSecretValue", SecretArn)),
    });
    await createDataSource(user, "db", { Credentials: { SecretArn } });
    assert.deepEqual(await outcome(user), ["CREATION_SUCCESSFUL", undefined, undefined]);
    const { body } = await control("GET", "/_sim/state");
    assert.doesNotMatch(JSON.stringify(body), /not-to-be-seen/);
  });

  it("refuses a caller who may not read the secret", async () => {
    const SecretArn = await secret(credentials);
    await makeRole(allowing("secretsmanager:GetSecretValue"));
    const other = `arn:aws:secretsmanager:eu-west-1:${AwsAccountId}:secret:other-*`;
    const accessKeyId = await makeUser(allowing("secretsmanager:GetSecretValue", other));
    await refused(
      createDataSource(clientWith({ accessKeyId }), "db", { Credentials: { SecretArn } }),
      AccessDeniedException,
      { status: 401, message: /secretsmanager:GetSecretValue/ },
    );
  });

  it("counts what the secret's own policy allows a caller", async () => {
    const SecretArn = await secret(credentials);
    await makeRole(allowing("secretsmanager:GetSecretValue"));
    const accessKeyId = await makeUser(allowing("sts:GetCallerIdentity"));
    const client = new SecretsManagerClient(options);
    const statement = {
      ...{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "*" },
      Principal: { AWS: `arn:aws:iam::${AwsAccountId}:user/deployer` },
    };
    const ResourcePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await client.send(new PutResourcePolicyCommand({ SecretId: SecretArn, ResourcePolicy }));
    client.destroy();
    const user = clientWith({ accessKeyId });
    await createDataSource(user, "db", { Credentials: { SecretArn } });
    assert.deepEqual((await outcome(user))[0], "CREATION_SUCCESSFUL");
  });

  it("refuses a secret that does not exist", async () => {
    const SecretArn = `arn:aws:secretsmanager:eu-west-1:${AwsAccountId}:secret:none-a1b2c3`;
    await refused(
      createDataSource(root(), "db", { Credentials: { SecretArn } }),
      ResourceNotFoundException,
      { status: 404 },
    );
  });

  it("fails without the role of QuickSight, in the words of AWS", async () => {
    await createDataSource(root(), "db", { Credentials: { SecretArn: await secret(credentials) } });
    assert.deepEqual(await outcome(), [
      "CREATION_FAILED",
      "ACCESS_DENIED",
      "The QuickSight service role required to access your AWS resources has not been created yet.",
    ]);
  });

  it("wants the service role of QuickSight for files and Athena, unless the source or the account has a role of its own", async () => {
    const file = (RoleArn?: string) => ({
      Type: "S3" as const,
      Credentials: undefined,
      DataSourceParameters: {
        S3Parameters: { ManifestFileLocation: { Bucket: "b", Key: "manifest.json" }, RoleArn },
      },
    });
    const made = async (DataSourceId: string, input: Parameters<typeof createDataSource>[2]) => {
      await createDataSource(root(), DataSourceId, input);
      const { DataSource } = await root().send(
        new DescribeDataSourceCommand({ AwsAccountId, DataSourceId }),
      );
      return DataSource?.ErrorInfo?.Message ?? DataSource?.Status;
    };
    const athena = {
      Type: "ATHENA" as const,
      Credentials: undefined,
      DataSourceParameters: { AthenaParameters: { WorkGroup: "primary" } },
    };
    const missing = /service role required .* has not been created yet/;
    assert.match((await made("file-1", file())) ?? "", missing);
    assert.match((await made("athena-1", athena)) ?? "", missing);
    const own = `arn:aws:iam::${AwsAccountId}:role/reads-files`;
    assert.match((await made("file-2", file(own))) ?? "", missing);
    await makeRole(allowing("s3:GetObject"), trust, "/", "reads-files");
    assert.equal(await made("file-3", file(own)), "CREATION_SUCCESSFUL");
    const name = "aws-quicksight-service-role-v0";
    await makeRole(allowing("s3:GetObject"), trust, "/service-role/", name);
    assert.equal(await made("file-4", file()), "CREATION_SUCCESSFUL");
    assert.equal(await made("athena-2", athena), "CREATION_SUCCESSFUL");
  });

  it("takes a role of that name at another path for none", async () => {
    await makeRole(allowing("secretsmanager:GetSecretValue"), trust, "/");
    await createDataSource(root(), "db", { Credentials: { SecretArn: await secret(credentials) } });
    assert.match(String((await outcome())[2]), /has not been created yet\.$/);
  });

  it("fails when that role does not trust QuickSight", async () => {
    const lambda = trust.replace("quicksight.", "lambda.");
    await makeRole(allowing("secretsmanager:GetSecretValue"), lambda);
    await createDataSource(root(), "db", { Credentials: { SecretArn: await secret(credentials) } });
    assert.match(String((await outcome())[2]), /^Failed to assume your role\. Verify the trust/);
  });

  it("wants the role and the caller to decrypt with the secret's own key", async () => {
    const kms = new KMSClient(options);
    const KeyId = (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? "";
    kms.destroy();
    const SecretArn = await secret(credentials, KeyId);
    const read = allowing("secretsmanager:GetSecretValue");
    await makeRole(read);
    const user = clientWith({ accessKeyId: await makeUser(read) });
    await refused(
      createDataSource(user, "db", { Credentials: { SecretArn } }),
      AccessDeniedException,
      { status: 401, message: /kms:Decrypt on resource: arn:aws:kms:/ },
    );
    await createDataSource(root(), "db", { Credentials: { SecretArn } });
    assert.match(String((await outcome())[2]), /not authorized to perform: kms:Decrypt/);
    const iam = new IAMClient(options);
    await iam.send(
      new PutRolePolicyCommand({
        ...{ RoleName: serviceRole, PolicyName: "decrypt" },
        PolicyDocument: allowing("kms:Decrypt", KeyId),
      }),
    );
    iam.destroy();
    await createDataSource(root(), "db2", { Credentials: { SecretArn } });
    const { DataSource } = await root().send(
      new DescribeDataSourceCommand({ AwsAccountId, DataSourceId: "db2" }),
    );
    assert.equal(DataSource?.Status, "CREATION_SUCCESSFUL");
  });

  it("fails when that role may not read the secret", async () => {
    await makeRole();
    await createDataSource(root(), "db", { Credentials: { SecretArn: await secret(credentials) } });
    assert.deepEqual((await outcome()).slice(0, 2), ["CREATION_FAILED", "ACCESS_DENIED"]);
  });

  for (const content of ["reader:secret", "null", JSON.stringify({ username: "reader" })]) {
    it(`fails on a secret such as ${content}`, async () => {
      const SecretArn = await secret(content);
      await makeRole(allowing("secretsmanager:GetSecretValue"));
      await createDataSource(root(), "db", { Credentials: { SecretArn } });
      assert.equal((await outcome())[0], "CREATION_FAILED");
    });
  }

  it("uses a role of the customer only if it exists and trusts QuickSight, and the caller may pass it", async () => {
    const arn = `arn:aws:iam::${AwsAccountId}:role/${serviceRole}`;
    const use = (CustomerManagedRoleArn: string, client = root()) =>
      client.send(
        new UpdateResourcePermissionsCommand({
          ...{ AwsAccountId, RoleType: "CUSTOMER_MANAGED", CustomerManagedRoleArn },
        }),
      );
    const denied = (call: Promise<unknown>, message: RegExp) =>
      refused(call, AccessDeniedException, { status: 401, message });
    await denied(use(arn), /does not exist/);
    await makeRole(undefined, trust.replace("quicksight.", "lambda."), "/");
    await denied(use(arn), /can't be assumed/);
    const iam = new IAMClient(options);
    await iam.send(
      new UpdateAssumeRolePolicyCommand({ RoleName: serviceRole, PolicyDocument: trust }),
    );
    iam.destroy();
    const user = clientWith({ accessKeyId: await makeUser(allowing("iam:GetRole")) });
    await denied(use(arn, user), /iam:PassRole/);
    await use(arn);
  });

  it("registers only keys that QuickSight can use", async () => {
    const kms = new KMSClient(options);
    const make = async (input: CreateKeyCommandInput = {}) =>
      (await kms.send(new CreateKeyCommand(input))).KeyMetadata?.Arn ?? "";
    const good = await make();
    const disabled = await make();
    await kms.send(new DisableKeyCommand({ KeyId: disabled }));
    const signing = await make({ KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" });
    kms.destroy();
    const missing = good.replace(/[^/]+$/, "00000000-0000-0000-0000-000000000000");
    const register = (client = root()) =>
      client.send(
        new UpdateKeyRegistrationCommand({
          AwsAccountId,
          KeyRegistration: [good, disabled, signing, missing].map((KeyArn) => ({ KeyArn })),
        }),
      );
    const { FailedKeyRegistration, SuccessfulKeyRegistration } = await register();
    assert.deepEqual(SuccessfulKeyRegistration, [{ KeyArn: good, StatusCode: 200 }]);
    assert.deepEqual(
      FailedKeyRegistration?.map(({ StatusCode, Message = "" }) => [
        StatusCode,
        Message.replace(/^\S+ /, ""),
      ]),
      [
        [400, "is Disabled."],
        [400, "is not a symmetric key for encryption."],
        [404, "can't be described (NotFoundException)."],
      ],
    );
    const user = clientWith({ accessKeyId: await makeUser(allowing("kms:DescribeKey")) });
    const denied = (await register(user)).FailedKeyRegistration?.[0];
    assert.match(denied?.Message ?? "", /kms:CreateGrant/);
  });

  it("loads the file of a data set, with the role of its data source", async () => {
    const Bucket = "files";
    const s3 = new S3Client({ ...options, forcePathStyle: true });
    await s3.send(
      new CreateBucketCommand({
        Bucket,
        CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
      }),
    );
    const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    await put(
      "manifest.json",
      JSON.stringify({ fileLocations: [{ URIs: [`s3://${Bucket}/a.csv`] }] }),
    );
    await put("a.csv", 'country,city\nGBR,"London, W1"\n');
    const iam = new IAMClient(options);
    const RoleName = "reader";
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
    const RoleArn = `arn:aws:iam::${AwsAccountId}:role/${RoleName}`;
    const ManifestFileLocation = { Bucket, Key: "manifest.json" };
    await createDataSource(root(), "db", {
      Type: "S3",
      DataSourceParameters: { S3Parameters: { ManifestFileLocation, RoleArn } },
      Credentials: undefined,
    });
    const DataSourceArn = arn("datasource/db");
    const InputColumns = ["country", "city"].map((Name) => ({ Name, Type: "STRING" as const }));
    const PhysicalTableMap = { t: { S3Source: { DataSourceArn, InputColumns } } };
    await createDataSet(root(), "cities", { ImportMode: "SPICE", PhysicalTableMap });
    const shown = async () => {
      const DataSetId = "cities";
      const { Ingestions = [] } = await root().send(
        new ListIngestionsCommand({ AwsAccountId, DataSetId }),
      );
      const { body } = await control("GET", "/_sim/state");
      const { regions } = body as {
        regions: Record<string, { dataSets: { cities: { spiceRows?: string[][] } } }>;
      };
      const [load] = Ingestions;
      return {
        status: load?.ErrorInfo?.Type ?? load?.IngestionStatus,
        ingested: load?.RowInfo?.RowsIngested,
        rows: regions["eu-west-1"]?.dataSets.cities.spiceRows,
      };
    };
    const load = (IngestionId: string) =>
      root().send(new CreateIngestionCommand({ AwsAccountId, DataSetId: "cities", IngestionId }));
    const none = { ingested: undefined, rows: undefined };
    assert.deepEqual(await shown(), { status: "PERMISSION_DENIED", ...none });

    const PolicyDocument = allowing("s3:GetObject", `arn:aws:s3:::${Bucket}/*`);
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "read", PolicyDocument }));
    await load("second");
    const rows = [
      ["country", "city"],
      ["GBR", "London, W1"],
    ];
    assert.deepEqual(await shown(), { status: "COMPLETED", ingested: 1, rows });

    await put("manifest.json", "{}");
    await load("third");
    const failed = await shown();
    assert.deepEqual(failed, { status: "S3_MANIFEST_ERROR", ingested: undefined, rows });
    iam.destroy();
    s3.destroy();
  });

  it("says that the emulator is not there", async () => {
    reset({ upstream: "http://127.0.0.1:9" });
    await refused(
      createDataSource(root(), "db", {
        Credentials: {
          SecretArn: `arn:aws:secretsmanager:eu-west-1:${AwsAccountId}:secret:db-a1b2c3`,
        },
      }),
      InternalFailureException,
      { status: 500, message: /emulator does not answer/ },
    );
  });

  it("has a grant on the default key for each data set in SPICE, until it is loaded under another", async () => {
    const kms = new KMSClient(options);
    const makeKey = async () => (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? "";
    const [first, second] = [await makeKey(), await makeKey()];
    const granted = async (KeyId: string) => {
      const { Grants = [] } = await kms.send(new ListGrantsCommand({ KeyId }));
      return Grants.map(({ Constraints }) => Constraints?.EncryptionContextSubset);
    };
    const register = (KeyArn: string, ...others: string[]) =>
      root().send(
        new UpdateKeyRegistrationCommand({
          AwsAccountId,
          KeyRegistration: [
            { KeyArn, DefaultKey: true },
            ...others.map((other) => ({ KeyArn: other, DefaultKey: false })),
          ],
        }),
      );
    const refresh = async (IngestionId: string) => {
      const address = { AwsAccountId, DataSetId: "orders" };
      await root().send(new CreateIngestionCommand({ ...address, IngestionId }));
      await root().send(new DescribeIngestionCommand({ ...address, IngestionId }));
    };
    await register(first);
    await createDataSource(root(), "db");
    await createDataSet(root(), "orders", { ImportMode: "SPICE" });
    await refresh("one");
    const context = [{ "aws:quicksight:arn": arn("dataset/orders") }];
    assert.deepEqual(await granted(first), context);
    await register(second, first);
    assert.deepEqual(await granted(first), context, "what was loaded keeps its key");
    await refresh("two");
    assert.deepEqual(await granted(second), context);
    for (let tries = 0; (await granted(first)).length > 0; tries += 1) {
      assert.ok(tries < 100, "the old grant stays");
      await sleep(20);
    }
    kms.destroy();
  });
});
