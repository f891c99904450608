import assert from "node:assert/strict";
import { KeyAthena } from "../../components/keyAthena.ts";
import { KeyTrail } from "../../components/keyTrail.ts";
import { collectResources } from "../support/collectResources.ts";

const place = { accountId: "111122223333", partition: "aws", region: "eu-west-1" };

describe("KeyTrail", () => {
  it("keeps reads and the events of KMS, and its bucket takes files of this one trail only", async () => {
    const { resources } = await collectResources(() => {
      new KeyTrail("trail", { ...place, bucketName: "trails", tags: {} });
    });
    const inputsOf = (type: string) =>
      resources.find(({ urn }) => urn.includes(`$${type}::`))?.inputs;
    assert.partialDeepStrictEqual(inputsOf("aws:cloudtrail/trail:Trail"), {
      advancedEventSelectors: [
        { fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
      ],
      enableLogFileValidation: true,
    });
    const { Statement } = JSON.parse(
      String(inputsOf("aws:s3/bucketPolicy:BucketPolicy")?.["policy"]),
    ) as { Statement: { Sid: string; Condition: object }[] };
    const trail = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/quicksight-governance";
    assert.deepEqual(
      Statement.map(({ Sid, Condition }) => [Sid, JSON.stringify(Condition).includes(trail)]),
      [
        ["DenyInsecureTransport", false],
        ["AWSCloudTrailAclCheck", true],
        ["AWSCloudTrailWrite", true],
      ],
    );
  });
});

describe("KeyAthena", () => {
  it("finds the files of an organization's trail, and has a query name account and Region", async () => {
    const location = { bucket: "org", prefix: "logs", organization: "o-a1b2c3d4e5" };
    const { resources } = await collectResources(() => {
      const results = "s3://governance/athena-results/";
      new KeyAthena("athena", { ...place, location, results, mostGigabytes: 10, tags: {} });
    });
    const table = resources.find(({ urn }) => urn.includes("$aws:glue/catalogTable:"))?.inputs;
    assert.partialDeepStrictEqual(table?.["parameters"], {
      "projection.account.type": "injected",
      "projection.region.type": "injected",
      "projection.day.range": "2022/01/01,NOW",
      "storage.location.template":
        "s3://org/logs/AWSLogs/o-a1b2c3d4e5/${account}/CloudTrail/${region}/${day}",
    });
    const group = resources.find(({ urn }) => urn.includes("$aws:athena/workgroup:"))?.inputs;
    assert.partialDeepStrictEqual(group?.["configuration"], {
      enforceWorkgroupConfiguration: true,
      bytesScannedCutoffPerQuery: 10e9,
    });
  });
});
