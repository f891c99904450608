import assert from "node:assert/strict";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateIngestionCommand, ListIngestionsCommand } from "@aws-sdk/client-quicksight";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { arn, createDataSet, createDataSource } from "../support/assets.ts";
import { emulated } from "../support/emulated.ts";
import { allowing } from "../support/policies.ts";
import { AwsAccountId, simulated } from "../support/simulated.ts";

const Bucket = "files";
const RoleName = "reader";

/** What is asked for of the simulator's state. */
interface State {
  readonly regions: Record<string, { dataSets: { cities: { spiceRows?: string[][] } } }>;
}

describe("simulator: files of data sets, in the emulator", function () {
  this.timeout(60_000);
  const simulator = simulated();
  const { iam, options, root, makeRole } = emulated(simulator);

  it("are loaded with the role of their data source", async () => {
    const s3 = new S3Client({ ...options(), forcePathStyle: true });
    const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    const URIs = [`s3://${Bucket}/a.csv`];
    await put("manifest.json", JSON.stringify({ fileLocations: [{ URIs }] }));
    await put("a.csv", 'country,city\nGBR,"London, W1"\n');
    const RoleArn = await makeRole({ RoleName });
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
    const cities = { AwsAccountId, DataSetId: "cities" };
    const shown = async () => {
      const { Ingestions = [] } = await root().send(new ListIngestionsCommand(cities));
      const { body } = await simulator.control("GET", "/_sim/state");
      const [load] = Ingestions;
      return {
        status: load?.ErrorInfo?.Type ?? load?.IngestionStatus,
        ingested: load?.RowInfo?.RowsIngested,
        rows: (body as State).regions["eu-west-1"]?.dataSets.cities.spiceRows,
      };
    };
    const load = (IngestionId: string) =>
      root().send(new CreateIngestionCommand({ ...cities, IngestionId }));
    const none = { ingested: undefined, rows: undefined };
    assert.deepEqual(await shown(), { status: "PERMISSION_DENIED", ...none });

    const PolicyDocument = allowing("s3:GetObject", `arn:aws:s3:::${Bucket}/*`);
    await iam().send(new PutRolePolicyCommand({ RoleName, PolicyName: "read", PolicyDocument }));
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
    s3.destroy();
  });
});
