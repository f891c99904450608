import assert from "node:assert/strict";
import {
  DescribeGroupCommand,
  QuickSightClient,
  UpdateGroupCommand,
} from "@aws-sdk/client-quicksight";
import {
  DeleteRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  ListRolesCommand,
} from "@aws-sdk/client-iam";
import {
  DisableRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
} from "@aws-sdk/client-eventbridge";
import { ListTopicsCommand, SetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { ListBucketsCommand, PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import {
  DescribeParametersCommand,
  GetParameterCommand,
  PutParameterCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { createDeployer } from "../../local/emulator/createDeployer.ts";
import { startFixture, type Fixture } from "./startFixture.ts";

const region = "eu-west-1";
const password = "correct-horse-battery";

describe("local aws plugin under the real engine", function () {
  this.timeout(60_000);

  let fixture: Fixture;
  let outputs: Record<string, string>;

  before(async () => {
    fixture = await startFixture("fixture", { description: "first" }, { password });
    await fixture.workspace.run(["up", "--yes", "--skip-preview"]);
    outputs = await fixture.outputs();
  });

  after(() => fixture.close());

  it("gives ids, generated names and the caller as the released provider does", () => {
    assert.equal(outputs.account, fixture.accountId);
    assert.equal(outputs.place, region);
    assert.equal(outputs.partitionName, "aws");
    assert.match(outputs.bucketName ?? "", /^data-[0-9a-f]{7}$/);
    assert.match(outputs.roleName ?? "", /^sync-[0-9a-f]{7}$/);
    assert.equal(outputs.namespaceId, "123456789012,tenant-a");
    assert.equal(outputs.groupId, "123456789012/tenant-a/quicksight-fed-critical");
    assert.equal(outputs.secretArn, `arn:aws:ssm:${region}:123456789012:parameter/fixture/secret`);
  });

  it("changes nothing when the program did not change", async () => {
    assert.deepEqual(await fixture.pending(), []);
  });

  it("sees no drift where there is none", async () => {
    await fixture.workspace.run(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
    assert.deepEqual(await fixture.pending(), []);
  });

  it("keeps secrets encrypted in the state", async () => {
    const { stdout } = await fixture.workspace.run(["stack", "export"]);
    assert.ok(!stdout.includes(password), "the password is readable in the state");
    assert.match(stdout, /"key": "note\.txt"/);
  });

  it("sees what others changed, and puts it right", async () => {
    const iam = fixture.client(IAMClient);
    await fixture.client(S3Client).send(
      new PutBucketPolicyCommand({
        Bucket: outputs.bucketName,
        Policy: JSON.stringify({ Version: "2012-10-17", Statement: [denyAll(outputs.bucketName)] }),
      }),
    );
    await fixture
      .client(SSMClient)
      .send(
        new PutParameterCommand({ Name: "/fixture/setting", Value: "changed", Overwrite: true }),
      );
    const group = {
      AwsAccountId: fixture.accountId,
      Namespace: "tenant-a",
      GroupName: "quicksight-fed-critical",
    };
    const quicksight = fixture.client(QuickSightClient);
    await quicksight.send(new UpdateGroupCommand({ ...group, Description: "changed" }));
    const { PolicyNames: [PolicyName = ""] = [] } = await iam.send(
      new ListRolePoliciesCommand({ RoleName: "fixture-own" }),
    );
    await iam.send(new DeleteRolePolicyCommand({ RoleName: "fixture-own", PolicyName }));

    const events = fixture.client(EventBridgeClient);
    await events.send(new DisableRuleCommand({ Name: "fixture-disabled" }));
    await fixture.client(SNSClient).send(
      new SetTopicAttributesCommand({
        TopicArn: outputs.topicArn,
        AttributeName: "DisplayName",
        AttributeValue: "changed",
      }),
    );

    await fixture.workspace.run(["refresh", "--yes", "--skip-preview"]);
    assert.deepEqual(await fixture.pending(), [
      "create RolePolicy own",
      "update BucketPolicy data",
      "update EventRule disabled",
      "update Group critical",
      "update Parameter setting",
      "update Topic alarms",
    ]);
    await fixture.workspace.run(["up", "--yes", "--skip-preview"]);
    const { Group } = await quicksight.send(new DescribeGroupCommand(group));
    assert.equal(Group?.Description, "first");
    assert.equal(await parameterValue(fixture.client(SSMClient)), "first");
  });

  it("refuses types and inputs that it does not serve, by name", async () => {
    const refusal = async (unserved: string) => {
      await fixture.workspace.run(["config", "set", "unserved", unserved]);
      const { code, stdout } = await fixture.workspace.run(["preview"], { allowFailure: true });
      await fixture.workspace.run(["config", "rm", "unserved"]);
      assert.notEqual(code, 0);
      return stdout;
    };
    assert.match(
      await refusal("type"),
      /does not serve aws:ec2\/securityGroup:SecurityGroup; add it in local/,
    );
    assert.match(
      await refusal("input"),
      /requestPayer.*does not serve this input of aws:s3\/bucket/,
    );
  });

  it("says in one line which call failed on what", async () => {
    const deployer = await createDeployer(fixture.emulator, {
      deploy: {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "*", Resource: "*" },
          { Effect: "Deny", Action: "ssm:PutParameter", Resource: "*" },
        ],
      },
    });
    await fixture.workspace.run(["config", "set", "description", "second"]);
    const { code, stdout } = await fixture.workspace.run(["up", "--yes", "--skip-preview"], {
      environment: deployer,
      allowFailure: true,
    });
    assert.notEqual(code, 0);
    const line = stdout.split("\n").find((text) => text.includes("AccessDenied")) ?? stdout;
    assert.match(line, /aws:ssm\/parameter:Parameter update \(\/fixture\/setting\): AccessDenied/);
  });

  it("updates in place and replaces what cannot be updated", async () => {
    await fixture.workspace.run(["config", "set", "group", "bi-admin"]);
    const planned = await fixture.pending();
    assert.ok(planned.includes("replace Group critical"), planned.join("\n"));
    assert.ok(planned.includes("update Parameter setting"), planned.join("\n"));
    await fixture.workspace.run(["up", "--yes", "--skip-preview"]);
    assert.equal(await parameterValue(fixture.client(SSMClient)), "second");
    const { groupId } = await fixture.outputs();
    assert.equal(groupId, "123456789012/tenant-a/quicksight-fed-bi-admin");
    assert.deepEqual(await fixture.pending(), []);
  });

  it("leaves nothing behind after destroy", async () => {
    await fixture.workspace.run(["destroy", "--yes", "--skip-preview"]);
    const { Buckets = [] } = await fixture.client(S3Client).send(new ListBucketsCommand({}));
    const { Roles = [] } = await fixture.client(IAMClient).send(new ListRolesCommand({}));
    const { Parameters = [] } = await fixture
      .client(SSMClient)
      .send(new DescribeParametersCommand({}));
    const { Rules = [] } = await fixture.client(EventBridgeClient).send(new ListRulesCommand({}));
    const { Topics = [] } = await fixture.client(SNSClient).send(new ListTopicsCommand({}));
    assert.deepEqual(
      [Buckets, Roles, Parameters, Rules, Topics].map((found) => found.length),
      [0, 0, 0, 0, 0],
    );
    const state = await (await fetch(`${fixture.simulator.url}/_sim/state`)).text();
    assert.ok(!state.includes("tenant-a"), state);
  });
});

async function parameterValue(ssm: SSMClient): Promise<string | undefined> {
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: "/fixture/setting" }));
  return Parameter?.Value;
}

function denyAll(bucket = ""): object {
  return {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: `arn:aws:s3:::${bucket}/x`,
  };
}
