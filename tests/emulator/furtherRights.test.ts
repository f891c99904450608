import assert from "node:assert/strict";
import {
  CreateDatabaseCommand,
  CreateTableCommand,
  DeleteDatabaseCommand,
  DeleteTableCommand,
  GetTableCommand,
  GetTagsCommand,
  GlueClient,
  type GlueClient as Glue,
} from "@aws-sdk/client-glue";
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  KMSClient,
} from "@aws-sdk/client-kms";
import {
  CopyObjectCommand,
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { createDeployer } from "../../local/emulator/createDeployer.ts";
import { type Emulator, startEmulator } from "../../local/emulator/startEmulator.ts";

const accountId = "111122223333";
const region = "eu-west-1";
const start = `arn:aws:glue:${region}:${accountId}`;
const [catalog, database, table] = [
  `${start}:catalog`,
  `${start}:database/sales`,
  `${start}:table/sales/orders`,
];
const inSales = [`${start}:table/sales/*`, `${start}:userDefinedFunction/sales/*`];
const DatabaseName = "sales";
const orders = { DatabaseName, Name: "orders" };

/** A call of Glue with all that its caller needs a right on. */
const calls: Readonly<
  Record<string, { readonly on: readonly string[]; call: (glue: Glue) => Promise<unknown> }>
> = {
  CreateDatabase: {
    on: [catalog, database],
    call: (glue) => glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "sales" } })),
  },
  CreateTable: {
    on: [catalog, database, table],
    call: (glue) =>
      glue.send(new CreateTableCommand({ DatabaseName, TableInput: { Name: "orders" } })),
  },
  GetTable: {
    on: [catalog, database, table],
    call: (glue) => glue.send(new GetTableCommand(orders)),
  },
  GetTags: {
    on: [database],
    call: (glue) => glue.send(new GetTagsCommand({ ResourceArn: database })),
  },
  DeleteTable: {
    on: [catalog, database, table],
    call: (glue) => glue.send(new DeleteTableCommand(orders)),
  },
  DeleteDatabase: {
    on: [catalog, database, ...inSales],
    call: (glue) => glue.send(new DeleteDatabaseCommand({ Name: "sales" })),
  },
};

describe("emulator: rights on more than what a call names", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  let root: Record<string, string>;
  const clients: { destroy(): void }[] = [];
  const make = <C extends { destroy(): void }>(
    service: new (options: object) => C,
    environment = root,
  ): C => {
    const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "" } = environment;
    const client = new service({
      ...{ endpoint: emulator.url, region, maxAttempts: 1, forcePathStyle: true },
      credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
      requestHandler: { httpsAgent: { ca: emulator.certificate } },
    });
    clients.push(client);
    return client;
  };
  before(async () => {
    emulator = await startEmulator({ accountId, region });
    root = emulator.rootEnvironment;
  });
  after(async () => {
    for (const client of clients) client.destroy();
    await emulator.close();
  });
  let users = 0;
  const user = (...Statement: object[]) =>
    createDeployer(emulator, { own: { Version: "2012-10-17", Statement } }, `user-${users++}`);

  for (const [name, { on, call }] of Object.entries(calls)) {
    it(`Glue's ${name} needs its right on ${on.map((one) => one.slice(start.length + 1)).join(", ")}, and no more`, async () => {
      const allow = { Effect: "Allow", Action: `glue:${name}` };
      for (const missing of on) {
        const Resource = on.filter((one) => one !== missing);
        const environment = await user({ ...allow, Resource: [`${start}:job/none`, ...Resource] });
        await assert.rejects(call(make(GlueClient, environment)), {
          name: "AccessDeniedException",
          message: new RegExp(`glue:${name}`),
        });
      }
      await call(make(GlueClient, await user({ ...allow, Resource: on })));
    });
  }

  it("a secret under a key needs the right to that key, through Secrets Manager; a key by its alias the right to the key", async () => {
    const kms = make(KMSClient);
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const [TargetKeyId, AliasName] = [KeyMetadata?.KeyId ?? "", "alias/secrets"];
    await kms.send(new CreateAliasCommand({ TargetKeyId, AliasName }));
    const secret = { Name: "db", SecretString: "not-to-be-seen", KmsKeyId: AliasName };
    await make(SecretsManagerClient).send(new CreateSecretCommand(secret));
    const read = { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "*" };
    const Resource = KeyMetadata?.Arn ?? "";
    const use = (through: string) => ({
      ...{ Effect: "Allow", Action: "kms:Decrypt", Resource },
      Condition: { StringEquals: { "kms:ViaService": `${through}.${region}.amazonaws.com` } },
    });
    const get = async (...statements: object[]) => {
      const client = make(SecretsManagerClient, await user(read, ...statements));
      return client.send(new GetSecretValueCommand({ SecretId: "db" }));
    };
    const denied = { name: "AccessDeniedException", message: /kms:Decrypt/ };
    await assert.rejects(get(), denied);
    await assert.rejects(get(use("s3")), denied);
    assert.equal((await get(use("secretsmanager"))).SecretString, secret.SecretString);

    const describe = async (resource: string) => {
      const allow = { Effect: "Allow", Action: "kms:DescribeKey", Resource: resource };
      const client = make(KMSClient, await user(allow));
      return client.send(new DescribeKeyCommand({ KeyId: AliasName }));
    };
    await describe(Resource);
    await assert.rejects(describe(`arn:aws:kms:${region}:${accountId}:${AliasName}`), {
      name: "AccessDeniedException",
    });
  });

  it("S3's objects under a key need the right to that key, through S3", async () => {
    const { KeyMetadata } = await make(KMSClient).send(new CreateKeyCommand({}));
    const KMSMasterKeyID = KeyMetadata?.Arn ?? "";
    const s3 = make(S3Client);
    const [Bucket, Key] = ["encrypted", "a"];
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: "before", Body: "x" }));
    const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: "aws:kms", KMSMasterKeyID } as const;
    const ServerSideEncryptionConfiguration = { Rules: [{ ApplyServerSideEncryptionByDefault }] };
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
    const files = { Effect: "Allow", Action: "s3:*", Resource: "*" };
    const denied = { name: "AccessDenied", message: /kms:/ };
    const get = (client: S3Client, name = Key) =>
      client.send(new GetObjectCommand({ Bucket, Key: name }));
    const put = (client: S3Client) => client.send(new PutObjectCommand({ Bucket, Key, Body: "y" }));
    const without = make(S3Client, await user(files));
    await assert.rejects(get(without), denied);
    await assert.rejects(put(without), denied);
    await assert.rejects(
      without.send(new CopyObjectCommand({ Bucket, Key: "b", CopySource: `${Bucket}/${Key}` })),
      denied,
    );
    await get(without, "before");
    const use = (Action: string, through: string) => ({
      ...{ Effect: "Allow", Action, Resource: KMSMasterKeyID },
      Condition: { StringEquals: { "kms:ViaService": `${through}.${region}.amazonaws.com` } },
    });
    const reader = make(S3Client, await user(files, use("kms:Decrypt", "s3")));
    await get(reader);
    await reader.send(new HeadObjectCommand({ Bucket, Key }));
    await assert.rejects(put(reader), denied);
    await put(make(S3Client, await user(files, use("kms:GenerateDataKey", "s3"))));
    await assert.rejects(
      get(make(S3Client, await user(files, use("kms:Decrypt", "athena")))),
      denied,
    );
  });
});
