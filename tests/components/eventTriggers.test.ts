import assert from "node:assert/strict";
import { EventBridgeClient, TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import * as pulumi from "@pulumi/pulumi";
import { EventTriggers } from "../../components/eventTriggers.ts";
import { startEmulator, type Emulator } from "../../local/emulator/startEmulator.ts";
import { collectResources, type DeclaredStack } from "../support/collectResources.ts";
import { asRoot } from "../support/asRoot.ts";

const accountId = "111122223333";
const facts = { accountId, partition: "aws", region: "eu-west-1", identityRegion: "us-east-1" };
const prefix = "quicksight-governance-hourly";

describe("EventTriggers", function () {
  this.timeout(60_000);
  let declared: DeclaredStack<unknown>;
  let emulator: Emulator;
  let events: EventBridgeClient;
  before(async () => {
    emulator = await startEmulator({ accountId });
    events = new EventBridgeClient(asRoot(emulator));
    declared = await collectResources(() => {
      new EventTriggers("events", {
        ...{ ...facts, prefix, bucketName: "governance", parameterPrefix: "/governance" },
        ...{ machineArn: "arn:machine", queueArn: "arn:queue", tags: {}, logDays: 30 },
        ...{ seconds: 60, memory: 512, code: new pulumi.asset.AssetArchive({}) },
      });
    });
  });
  after(async () => {
    events.destroy();
    await emulator.close();
  });

  const rules = () =>
    declared.resources
      .filter(({ urn }) => urn.includes("eventRule:EventRule::"))
      .map(({ inputs }) => inputs);
  const patternOf = (rule: string) =>
    String(rules().find(({ name }) => name === `${prefix}-${rule}`)?.["eventPattern"]);
  const fits = async (rule: string, source: string, type: string, detail: object) => {
    const whole = {
      ...{ id: "1", account: accountId, source, time: "2026-11-30T10:00:00Z", region: "eu-west-1" },
      ...{ resources: [], "detail-type": type, detail },
    };
    const { Result } = await events.send(
      new TestEventPatternCommand({
        EventPattern: patternOf(rule),
        Event: JSON.stringify(whole),
      }),
    );
    return Result === true;
  };

  it("hears of files in the folder of membership files alone", async () => {
    const of = (key: string) => ({ bucket: { name: "governance" }, object: { key } });
    const hears = (detail: object) => fits("uploads", "aws.s3", "Object Created", detail);
    assert.ok(await hears(of("membership/sales.csv")));
    assert.ok(!(await hears(of("monitoring/quicksight/runs/x.json"))));
    assert.ok(!(await hears({ ...of("membership/sales.csv"), bucket: { name: "other" } })));
  });

  it("hears of who registered themselves, which is an event of the service, and not of who is registered", async () => {
    const detail = { eventSource: "quicksight.amazonaws.com", eventName: "CreateUser" };
    const hears = (type: string) => fits("arrivals", "aws.quicksight", type, detail);
    assert.ok(await hears("AWS Service Event via CloudTrail"));
    assert.ok(!(await hears("AWS API Call via CloudTrail")));
  });

  it("hears of changes by hand, and neither of those of our own functions nor of refused ones", async () => {
    const by = (arn: string, more: object = {}) => ({
      ...{ eventSource: "quicksight.amazonaws.com", eventName: "DeleteGroupMembership" },
      userIdentity: { arn },
      ...more,
    });
    const hears = (detail: object) =>
      fits("changes", "aws.quicksight", "AWS API Call via CloudTrail", detail);
    const session = (role: string) => `arn:aws:sts::${accountId}:assumed-role/${role}/session`;
    assert.ok(await hears(by(`arn:aws:iam::${accountId}:user/somebody`)));
    assert.ok(await hears(by(session("administrators"))));
    assert.ok(!(await hears(by(session(`${prefix}-reconcile-people-eu-west-1`)))));
    assert.ok(!(await hears(by(session("administrators"), { errorCode: "AccessDenied" }))));
    assert.ok(!(await hears(by(session("x"), { eventName: "CreateDashboard" }))));
  });

  it("hands on what QuickSight tells in the Region of people and groups", () => {
    const away = rules().filter(({ region }) => region === "us-east-1");
    assert.deepEqual(
      away.map(({ name }) => name),
      [`${prefix}-arrivals-to-eu-west-1`, `${prefix}-changes-to-eu-west-1`],
    );
    const targets = declared.resources
      .filter(({ urn, inputs }) => urn.includes("eventTarget:") && inputs["region"] === "us-east-1")
      .map(({ inputs }) => inputs["arn"]);
    const bus = `arn:aws:events:eu-west-1:${accountId}:event-bus/default`;
    assert.deepEqual(targets, [bus, bus]);
  });

  it("lets each rule call the function, and the function make schedules of its own names with one role", () => {
    const permissions = declared.resources.filter(({ urn }) => urn.includes("permission:"));
    assert.equal(permissions.length, 3);
    const policy = declared.resources.find(
      ({ urn }) => urn.includes("rolePolicy:RolePolicy::") && urn.endsWith("::events"),
    );
    const { Statement } = JSON.parse(String(policy?.inputs["policy"])) as {
      Statement: { Action: string[]; Resource: string | string[] }[];
    };
    const resourceOf = (action: string) =>
      Statement.find(({ Action }) => Action.includes(action))?.Resource;
    assert.deepEqual(resourceOf("scheduler:CreateSchedule"), [
      `arn:aws:scheduler:eu-west-1:${accountId}:schedule/default/qs-gc-soon-*`,
    ]);
    assert.deepEqual(resourceOf("iam:PassRole"), ["arn:mock:aws:iam/role:Role/events-soon"]);
  });
});
