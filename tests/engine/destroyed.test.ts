import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import {
  ListDataSetsCommand,
  ListGroupsCommand,
  ListNamespacesCommand,
  ListUsersCommand,
} from "@aws-sdk/client-quicksight";
import { ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import { destroyStacks } from "../../local/demo/destroyStacks.ts";
import { stacks } from "../../local/demo/stackFiles.ts";
import { closeSamples, type Sample, startDeployedSample } from "../support/sample.ts";

const execute = promisify(execFile);

describe("the sample organisation, when it is destroyed", function () {
  this.timeout(600_000);
  let sample: Sample;
  before(async () => {
    sample = await startDeployedSample();
  });
  after(closeSamples);

  /** What the governance bucket still has of a tenant, each with its versions. */
  const objectsOf = async (namespace: string) => {
    const s3 = new S3Client({ ...sample.emulated(), forcePathStyle: true });
    const Bucket = "quicksight-governance-111122223333-eu-west-1";
    const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    s3.destroy();
    return Versions.filter(({ IsLatest }) => IsLatest === true)
      .map(({ Key = "" }) => Key)
      .filter((key) => /^(membership|settings)\//.test(key) && key.includes(`/${namespace}.`))
      .sort();
  };

  it("goes when that is approved, all but what is retained on purpose", async () => {
    const account = { AwsAccountId: sample.aws.accountId };
    const destroyed = await destroyStacks(sample.workspace);
    assert.deepEqual(
      destroyed.map(({ stack, refusals }) => [stack, refusals > 0]),
      [
        ["dev-3rd-party", true],
        ["dev-default", true],
        ["dev", false],
      ],
    );
    assert.deepEqual(
      destroyed.flatMap(({ retained }) => retained),
      [
        "aws:iam:Role federation",
        "aws:iam:Role secrets",
        "aws:iam:RolePolicy federation",
        "aws:kms:Alias keys-main",
        "aws:s3:Bucket governance",
        "aws:s3:BucketLifecycleConfiguration governance",
        "aws:s3:BucketOwnershipControls governance",
        "aws:s3:BucketPolicy governance",
        "aws:s3:BucketPublicAccessBlock governance",
        "aws:s3:BucketServerSideEncryptionConfiguration governance",
        "aws:s3:BucketVersioning governance",
        "aws:kms:Key keys-main (used by what is protected)",
        "aws:quicksight:KeyRegistration keys (protected)",
      ],
    );
    const { stdout } = await execute(
      "aws",
      [
        "ssm",
        "get-parameters-by-path",
        "--path",
        "/quicksight-governance",
        "--recursive",
        "--query",
        "length(Parameters)",
      ],
      { env: { ...process.env, ...sample.aws.rootEnvironment } },
    );
    assert.equal(stdout.trim(), "0");
    const quicksight = sample.quickSight();
    const { DataSetSummaries } = await quicksight.send(new ListDataSetsCommand(account));
    assert.deepEqual(DataSetSummaries, []);
    const identities = sample.quickSight(sample.aws.identityRegion);
    const { Namespaces = [] } = await identities.send(new ListNamespacesCommand(account));
    const { UserList = [] } = await identities.send(
      new ListUsersCommand({ ...account, Namespace: "default" }),
    );
    const { GroupList = [] } = await identities.send(
      new ListGroupsCommand({ ...account, Namespace: "default" }),
    );
    assert.deepEqual(
      Namespaces.map(({ Name }) => Name),
      ["default"],
    );
    assert.deepEqual([UserList, GroupList], [[], []]);
    assert.deepEqual(await objectsOf("default"), [
      "membership/default.csv",
      "settings/default.json",
    ]);
    assert.deepEqual(sample.aws.simulator.violations(), []);
  });

  it("comes back whole when it is deployed again", async () => {
    for (const stack of stacks) {
      const { code, stdout, stderr } = await sample.up(stack);
      assert.equal(code, 0, stdout + stderr);
    }
  });
});
