import assert from "node:assert/strict";
import { HourlyGovernance } from "../../components/hourlyGovernance.ts";
import { functionNames } from "../../core/hourly/functionNames.ts";
import { hourlySettings } from "../../core/settings/hourlySettings.ts";
import { readStackSettings } from "../../local/demo/stackFiles.ts";
import { functionPolicies } from "../../stacks/functionPolicies.ts";
import { collectResources, type DeclaredStack } from "../support/collectResources.ts";

const facts = {
  ...{ accountId: "111122223333", partition: "aws", region: "eu-west-1" },
  identityRegion: "us-east-1",
};
const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef";

/** A statement of a policy. */
interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

describe("HourlyGovernance", function () {
  this.timeout(60_000);
  let declared: DeclaredStack<unknown>;
  before(async () => {
    const settings = readStackSettings("dev");
    assert.ok(settings.kind === "account");
    const hourly = hourlySettings.parse({ reservedConcurrency: 20, concurrency: 15 });
    const account = { ...settings.account, hourly };
    declared = await collectResources(
      () =>
        new HourlyGovernance("hourly", {
          ...{ ...facts, hourly, keyArn, bucketName: "governance" },
          ...{ parameterPrefix: "/governance", tags: { owner: "bi" } },
          policies: functionPolicies(account, facts),
        }).machineArn,
    );
  });

  const inputsOf = (type: string) =>
    declared.resources.flatMap(({ urn, inputs }) =>
      urn.includes(`$aws:${type}::`) ? [inputs] : [],
    );
  const policyOf = (end: string): Statement[] => {
    const found = declared.resources.find(
      ({ urn }) => urn.includes("rolePolicy:RolePolicy::") && urn.endsWith(`::hourly${end}`),
    );
    return (JSON.parse(String(found?.inputs["policy"])) as { Statement: Statement[] }).Statement;
  };
  const allowed = (end: string) =>
    policyOf(end)
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ Action }) => Action);

  it("makes a function of each, with a role of its own, an encrypted environment and a log that ends", () => {
    const functions = inputsOf("lambda/function:Function");
    assert.equal(functions.length, functionNames.length);
    assert.equal(new Set(functions.map(({ role }) => role)).size, functionNames.length);
    for (const { name, kmsKeyArn, runtime, timeout, environment } of functions) {
      assert.deepEqual(
        [kmsKeyArn, runtime, timeout, environment],
        [keyArn, "nodejs24.x", 900, { variables: { PARAMETER_PREFIX: "/governance" } }],
        String(name),
      );
    }
    const logs = inputsOf("cloudwatch/logGroup:LogGroup");
    assert.deepEqual(
      logs.map(({ name }) => name).toSorted(),
      functions.map(({ name }) => `/aws/lambda/${String(name)}`).toSorted(),
    );
    assert.ok(logs.every(({ retentionInDays }) => retentionInDays === 90));
  });

  it("denies every function to end the subscription of the account, and gives none more than its part", () => {
    for (const name of functionNames) {
      const denied = policyOf(`-${name}`).find(({ Effect }) => Effect === "Deny");
      assert.deepEqual(
        [denied?.Action, denied?.Resource],
        [["quicksight:DeleteAccountSubscription", "quicksight:Unsubscribe"], "*"],
      );
    }
    const changes = (name: string) =>
      allowed(`-${name}`).filter((action) => /^quicksight:(?!Describe|List|Search)/.test(action));
    assert.deepEqual(["listTenants", "recordFailure", "snapshot", "report"].flatMap(changes), []);
    assert.ok(changes("reconcilePeople").includes("quicksight:DeleteUser"));
    assert.deepEqual(
      changes("reconcileAccess").filter((action) => /User|Group|Namespace/.test(action)),
      [],
    );
    assert.deepEqual(
      functionNames.flatMap((name) => allowed(`-${name}`)).filter((action) => action.includes("*")),
      [],
    );
  });

  it("fits each policy into a role, which holds 10,240 characters", () => {
    for (const name of functionNames) {
      assert.ok(JSON.stringify(policyOf(`-${name}`)).length < 10_000, name);
    }
  });

  it("reserves concurrency for what changes QuickSight alone", () => {
    const reserved = inputsOf("lambda/function:Function").map(
      ({ name, reservedConcurrentExecutions }) => [name, reservedConcurrentExecutions],
    );
    assert.deepEqual(
      reserved.filter(([, count]) => count === 20).map(([name]) => name),
      [
        "quicksight-governance-hourly-reconcile-access",
        "quicksight-governance-hourly-reconcile-people",
      ],
    );
  });

  it("starts the machine every hour, and keeps what could not be started in a queue", () => {
    const [schedule] = inputsOf("scheduler/schedule:Schedule");
    assert.deepEqual(
      [schedule?.["name"], schedule?.["scheduleExpression"], schedule?.["state"]],
      ["qs-gc-every-hour", "rate(1 hour)", "ENABLED"],
    );
    const { deadLetterConfig, input } = schedule?.["target"] as Record<string, unknown>;
    assert.deepEqual(
      [input, deadLetterConfig],
      ["{}", { arn: "arn:mock:aws:sqs/queue:Queue/hourly" }],
    );
    assert.deepEqual(allowed("-schedule"), ["states:StartExecution", "sqs:SendMessage"]);
  });

  it("lets the machine call these functions and start itself, and nothing else", () => {
    const [call] = policyOf("");
    assert.deepEqual(
      call?.Resource,
      functionNames.map((name) => `arn:mock:aws:lambda/function:Function/hourly-${name}`),
    );
    assert.deepEqual(allowed("").toSorted(), [
      "lambda:InvokeFunction",
      "s3:GetObject",
      "states:DescribeExecution",
      "states:RedriveExecution",
      "states:StartExecution",
      "states:StopExecution",
    ]);
  });
});
