import assert from "node:assert/strict";
import { UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  AccessDeniedException,
  DescribeDataSourceCommand,
  UpdateResourcePermissionsCommand,
} from "@aws-sdk/client-quicksight";
import { createDataSource } from "../support/assets.ts";
import { emulated } from "../support/emulated.ts";
import { allowing, policy, trustsQuickSight } from "../support/policies.ts";
import { refused } from "../support/refused.ts";
import { AwsAccountId, simulated } from "../support/simulated.ts";

const otherTrust = trustsQuickSight.replace("quicksight.", "lambda.");

describe("simulator: roles of QuickSight, in the emulator", function () {
  this.timeout(60_000);
  const { iam, root, makeRole, deployerWith } = emulated(simulated());

  it("are wanted for files and Athena, unless the source or the account has a role of its own", async () => {
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
    const readFiles = { policy: allowing("s3:GetObject") };
    await makeRole({ RoleName: "reads-files", ...readFiles });
    assert.equal(await made("file-3", file(own)), "CREATION_SUCCESSFUL");
    const RoleName = "aws-quicksight-service-role-v0";
    await makeRole({ RoleName, Path: "/service-role/", ...readFiles });
    assert.equal(await made("file-4", file()), "CREATION_SUCCESSFUL");
    assert.equal(await made("athena-2", athena), "CREATION_SUCCESSFUL");
  });

  it("are those of the whole ARN that is given, and whose trust policy lets QuickSight in when all is counted", async () => {
    const trusting = (...Statement: object[]) =>
      policy(
        ...Statement.map((one) => ({
          ...{ Effect: "Allow", Principal: { Service: ["quicksight.amazonaws.com"] } },
          ...one,
        })),
      );
    const policies = {
      pattern: trusting({ Action: ["sts:TagSession", "STS:Assume*"] }),
      denied: trusting({ Action: "sts:AssumeRole" }, { Effect: "Deny", Action: "sts:*" }),
      other: trusting({ Action: "sts:AssumeRoleWithSAML" }),
    };
    const arns: Record<string, string> = { elsewhere: "" };
    for (const [RoleName, AssumeRolePolicyDocument] of Object.entries(policies)) {
      arns[RoleName] = await makeRole({ RoleName, Path: "/bi/", AssumeRolePolicyDocument });
    }
    arns["elsewhere"] = arns["pattern"]?.replace("/bi/", "/") ?? "";
    const outcomes: Record<string, string | undefined> = {};
    for (const [DataSourceId, RoleArn] of Object.entries(arns)) {
      const ManifestFileLocation = { Bucket: "b", Key: "manifest.json" };
      await createDataSource(root(), DataSourceId, {
        ...{ Type: "S3", Credentials: undefined },
        DataSourceParameters: { S3Parameters: { ManifestFileLocation, RoleArn } },
      });
      const { DataSource } = await root().send(
        new DescribeDataSourceCommand({ AwsAccountId, DataSourceId }),
      );
      outcomes[DataSourceId] = DataSource?.ErrorInfo?.Message?.split(".")[0] ?? DataSource?.Status;
    }
    const failed = "Failed to assume your role";
    assert.deepEqual(outcomes, {
      elsewhere:
        "The QuickSight service role required to access your AWS resources has not been created yet",
      ...{ pattern: "CREATION_SUCCESSFUL", denied: failed, other: failed },
    });
  });

  it("are the customer's only if they exist and trust QuickSight, and the caller may pass them", async () => {
    const RoleName = "reaches-all";
    const arn = `arn:aws:iam::${AwsAccountId}:role/${RoleName}`;
    const use = (CustomerManagedRoleArn: string, client = root()) =>
      client.send(
        new UpdateResourcePermissionsCommand({
          ...{ AwsAccountId, RoleType: "CUSTOMER_MANAGED", CustomerManagedRoleArn },
        }),
      );
    const denied = (call: Promise<unknown>, message: RegExp) =>
      refused(call, AccessDeniedException, { status: 401, message });
    await denied(use(arn), /does not exist/);
    await makeRole({ RoleName, AssumeRolePolicyDocument: otherTrust });
    await denied(use(arn), /can't be assumed/);
    const PolicyDocument = trustsQuickSight;
    await iam().send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
    const user = await deployerWith(allowing("iam:GetRole"));
    await denied(use(arn, user), /iam:PassRole/);
    await use(arn);
  });
});
