import assert from "node:assert/strict";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateIngestionCommand, DescribeIngestionCommand } from "@aws-sdk/client-quicksight";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type Emulator, startEmulator } from "../../local/emulator/startEmulator.ts";
import { arn, createDataSet, createDataSource } from "./support/assets.ts";
import { AwsAccountId, simulated } from "./support/simulated.ts";
import { asRoot } from "../support/asRoot.ts";

const Bucket = "files";
const policy = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });

describe("simulator: loads of CSV files", function () {
  this.timeout(60_000);
  const { clientWith, reset, control } = simulated();
  const root = () => clientWith({ accessKeyId: AwsAccountId });
  let emulator: Emulator;
  let s3: S3Client;
  before(async () => {
    emulator = await startEmulator({ accountId: AwsAccountId, region: "eu-west-1" });
    const options = asRoot(emulator);
    s3 = new S3Client({ ...options, forcePathStyle: true });
    const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" as const };
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    const iam = new IAMClient(options);
    const RoleName = "reader";
    const AssumeRolePolicyDocument = policy({
      ...{ Principal: { Service: "quicksight.amazonaws.com" }, Action: "sts:AssumeRole" },
    });
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    const PolicyDocument = policy({
      Action: "s3:GetObject",
      Resource: `arn:aws:s3:::${Bucket}/*`,
    });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "read", PolicyDocument }));
    iam.destroy();
  });
  after(async () => {
    s3.destroy();
    await emulator.close();
  });

  /** What becomes of a file with the columns country and amount, in a data set or in one that is made for rules. */
  async function load(content: string, UseAs?: "RLS_RULES") {
    reset({ upstream: emulator.url, upstreamCa: emulator.certificate });
    const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    const URIs = [`s3://${Bucket}/a.csv`];
    await put("manifest.json", JSON.stringify({ fileLocations: [{ URIs }] }));
    await put("a.csv", content);
    const RoleArn = `arn:aws:iam::${AwsAccountId}:role/reader`;
    const ManifestFileLocation = { Bucket, Key: "manifest.json" };
    await createDataSource(root(), "db", {
      Type: "S3",
      DataSourceParameters: { S3Parameters: { ManifestFileLocation, RoleArn } },
      Credentials: undefined,
    });
    const InputColumns = ["country", "amount"].map((Name) => ({ Name, Type: "STRING" as const }));
    const DataSourceArn = arn("datasource/db");
    const PhysicalTableMap = { t: { S3Source: { DataSourceArn, InputColumns } } };
    await createDataSet(root(), "set", { ImportMode: "SPICE", PhysicalTableMap, UseAs });
    const of = { AwsAccountId, DataSetId: "set", IngestionId: "one" };
    await root().send(new CreateIngestionCommand(of));
    const { Ingestion } = await root().send(new DescribeIngestionCommand(of));
    const { body } = await control("GET", "/_sim/state");
    const { regions } = body as {
      regions: Record<string, { dataSets: { set: { spiceRows?: string[][] } } }>;
    };
    return {
      status: Ingestion?.ErrorInfo?.Type ?? Ingestion?.IngestionStatus,
      dropped: Ingestion?.RowInfo?.RowsDropped,
      rows: regions["eu-west-1"]?.dataSets.set.spiceRows,
    };
  }
  const header = ["country", "amount"];

  it("go by the places of the columns, whatever the header calls them", async () => {
    assert.deepEqual(await load("amount,country\n10,USA\n"), {
      ...{ status: "COMPLETED", dropped: 0, rows: [header, ["10", "USA"]] },
    });
  });

  it("part fields by the separator that they are told, and by no other that they find", async () => {
    assert.deepEqual(await load("country;amount\nUSA;10\n"), {
      ...{ status: "COMPLETED", dropped: 1, rows: [header] },
    });
    assert.deepEqual((await load('country,amount\n"a,b",c;d|e\n')).rows, [
      header,
      ["a,b", "c;d|e"],
    ]);
  });

  it("skip rows of another length and cut what is too long, without failing", async () => {
    const long = "𝄞".repeat(2047);
    assert.deepEqual(await load(`country,amount\nUSA\nGBR,${long}x\n\nFRA,1,2\n`), {
      ...{ status: "COMPLETED", dropped: 2, rows: [header, ["GBR", long]] },
    });
  });

  it("of rules fail for either", async () => {
    for (const row of ["USA", `USA,${"x".repeat(2048)}`]) {
      assert.deepEqual(await load(`country,amount\nGBR,1\n${row}\n`, "RLS_RULES"), {
        ...{ status: "DATA_TOLERANCE_EXCEPTION", dropped: undefined, rows: undefined },
      });
    }
    const right = `country,amount\nGBR,${"x".repeat(2047)}\n`;
    assert.equal((await load(right, "RLS_RULES")).status, "COMPLETED");
  });
});
