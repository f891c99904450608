import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent } from "node:https";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { createQuickSight } from "../../core/aws/createQuickSight.ts";
import { readNamespace } from "../../core/people/readNamespace.ts";
import { defaultGuard, type GuardSettings } from "../../core/settings/guardSettings.ts";
import { type LocalAws, startLocalAws } from "../../local/startLocalAws.ts";
import type { Answer } from "../../functions/answer.ts";
import { scope } from "../support/simulatedNamespace.ts";

const bucket = "governance";
const key = "membership/default.csv";
const script = fileURLToPath(new URL("invoke.ts", import.meta.url));
const crowd = Array.from({ length: 12 }, (_, index) => `p${String(index).padStart(2, "0")}@x.com`);
const rowsOf = (emails: readonly string[]) =>
  emails.map((email) => `default,usa,${email.split("@")[0] ?? ""},${email}`).join("\n");

describe("the function that reconciles a namespace", function () {
  this.timeout(120_000);
  let aws: LocalAws;
  let emulated: ConstructorParameters<typeof S3Client>[0] & object;
  before(async () => {
    aws = await startLocalAws();
    emulated = {
      region: aws.region,
      endpoint: aws.rootEnvironment["AWS_ENDPOINT_URL"] ?? "",
      credentials: { accessKeyId: aws.accountId, secretAccessKey: "test" },
      requestHandler: { httpsAgent: new Agent({ ca: aws.certificate }) },
      forcePathStyle: true,
    };
    const s3 = new S3Client(emulated);
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    s3.destroy();
    await publish(defaultGuard);
  });
  after(() => aws.close());
  beforeEach(async () => {
    await fetch(`${aws.simulator.url}/_sim/reset`, { method: "POST" });
    await fetch(`${aws.simulator.url}/_sim/faults`, { method: "DELETE" });
    // A new account has had no runs: what those of other tests took would count.
    const s3 = new S3Client(emulated);
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: "locks/default.json" }));
    s3.destroy();
  });

  /** What the stacks publish about the tenant. */
  const settingsOf = (guard: GuardSettings, identity: object = {}) => ({
    groups: { usa: { description: "Rows of the USA" } },
    access: [],
    guard,
    identity: { role: scope.federationRole, groupPrefix: scope.groupPrefix, ...identity },
    membership: { bucket, key },
  });

  /** What the stacks publish. */
  const publish = async (guard: GuardSettings, identity: object = {}) => {
    const tenant = { version: 1, namespace: "default", ...settingsOf(guard, identity) };
    const settings = JSON.stringify(tenant);
    const s3 = new S3Client(emulated);
    const object = { Bucket: bucket, Key: "settings/default.json" };
    await s3.send(new PutObjectCommand({ ...object, Body: Buffer.from(settings) }));
    s3.destroy();
    await putParameters({
      "account/bucket": bucket,
      "account/federation-role": scope.federationRole,
      "account/identity-region": aws.identityRegion,
      "account/namespaces": ["default"],
      "tenants/default/settings": { bucket, key: object.Key },
    });
  };

  const putParameters = async (values: Record<string, unknown>) => {
    const ssm = new SSMClient(emulated as object);
    for (const [topic, value] of Object.entries(values)) {
      const Value = typeof value === "string" ? value : JSON.stringify(value);
      const Name = `/quicksight-governance/${topic}`;
      await ssm.send(new PutParameterCommand({ Name, Value, Type: "String", Overwrite: true }));
    }
    ssm.destroy();
  };

  const writeMembership = async (file: string) => {
    const Body = Buffer.from(file);
    const s3 = new S3Client(emulated);
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body }));
    s3.destroy();
  };

  const start = (event: object = {}, timeMs = 900_000): ChildProcess =>
    spawn(
      process.execPath,
      [script, JSON.stringify({ namespace: "default", ...event }), `${timeMs}`],
      {
        env: { ...process.env, ...aws.rootEnvironment },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
  const invoke = async (event?: object, timeMs?: number) => {
    const child = start(event, timeMs);
    const { stdout, stderr } = child;
    assert.ok(stdout && stderr);
    const [out, err] = await Promise.all([text(stdout), text(stderr), once(child, "exit")]);
    return { code: child.exitCode, out, err };
  };
  const report = async (event?: object) => {
    const { code, out, err } = await invoke(event);
    assert.equal(code, 0, err);
    // What it logs while it waits stands before the report.
    return JSON.parse(out.split("\n").at(-1) ?? "") as Answer;
  };

  const membersOf = async () => {
    const client = createQuickSight({
      region: aws.identityRegion,
      endpoint: aws.simulator.url,
      credentials: { accessKeyId: aws.accountId, secretAccessKey: "test" },
    });
    const { people, descriptions } = await readNamespace(client, scope, []);
    client.destroy();
    return {
      people: people.map(({ email, groups }) => [email, ...groups].join(" ")),
      descriptions,
    };
  };

  it("does what the membership file says, makes a declared group that is missing, and then nothing", async () => {
    await writeMembership(rowsOf(crowd));
    assert.equal((await report()).done, 1 + 2 * crowd.length);
    const { people, descriptions } = await membersOf();
    assert.deepEqual(
      people,
      crowd.map((email) => `${email} usa`),
    );
    assert.deepEqual(descriptions, { usa: "Rows of the USA" });
    assert.deepEqual(await report(), {
      ...{ namespace: "default", subject: "people", outcome: "done", continue: false, done: 0 },
      ...{ error: "", message: "", notices: [] },
    });
  });

  it("does the same for a tenant that was deployed when each topic was a parameter", async () => {
    const { access: _, ...topics } = settingsOf(defaultGuard);
    const former = "former";
    await putParameters(
      Object.fromEntries(
        Object.entries(topics).map(([topic, value]) => [`tenants/${former}/${topic}`, value]),
      ),
    );
    await writeMembership(`${former},usa,ana,ana@x.com`);
    const { code, err } = await invoke({ namespace: former });
    assert.equal(code, 1);
    // It has read the settings and the file, and comes as far as QuickSight.
    assert.match(err, /Namespace former not found in account/);
  });

  it("leaves self-upgrade as it is where a stack published nothing about it, and closes it where one did", async () => {
    await writeMembership(rowsOf(crowd));
    await report();
    const closed = () => aws.simulator.calls()["UpdateSelfUpgradeConfiguration"] ?? 0;
    assert.equal(closed(), 0);
    await publish(defaultGuard, { selfUpgrade: "deny" });
    await report();
    await publish(defaultGuard);
    assert.equal(closed(), 1);
  });

  it("says which object is missing or wrong when the settings cannot be read", async () => {
    const pointer = (place: object) => putParameters({ "tenants/lost/settings": place });
    await pointer({ bucket, key: "settings/lost.json" });
    assert.match(
      (await invoke({ namespace: "lost" })).err,
      /s3:\/\/governance\/settings\/lost\.json cannot be read, to which parameter \/quicksight-governance\/tenants\/lost\/settings points/,
    );
    await pointer({ bucket });
    assert.match(
      (await invoke({ namespace: "lost" })).err,
      /parameter \/quicksight-governance\/tenants\/lost\/settings: not what the stack publishes \(key: /,
    );
    await writeMembership('{"version": 2, "namespace": "lost"}');
    await pointer({ bucket, key });
    assert.match(
      (await invoke({ namespace: "lost" })).err,
      /s3:\/\/governance\/membership\/default\.csv: not what the stack publishes \(version: /,
    );
  });

  it("answers with the guard's words, and takes the hash of exactly that plan", async () => {
    await writeMembership(rowsOf(crowd));
    await report();
    await writeMembership(rowsOf(crowd.slice(6)));
    const { outcome, error, message } = await report();
    assert.deepEqual([outcome, error], ["refused", "PlanRefused"]);
    assert.match(message, /6 of 12 people would be removed; the limit is 5/);
    assert.match(message, /no longer in s3:\/\/governance\/membership\/default\.csv/);
    const hash = /APPROVE=(\w+)/.exec(message)?.[1] ?? "";
    assert.equal((await report({ approve: [hash] })).done, 6);
  });

  it("writes nothing when the file has mistakes, is empty or is gone, and names them", async () => {
    for (const [file, message] of [
      [
        "default,usa,ana,ana@x.com\ndefault,gbr,bo,not-an-email",
        /membership\/default\.csv:2: email is not an/,
      ],
      ["", /the file names nobody/],
    ] as const) {
      await writeMembership(file);
      const { code, err } = await invoke();
      assert.equal(code, 1);
      assert.match(err, message);
    }
    const { code, err } = await invoke({ namespace: "elsewhere" });
    assert.equal(code, 1);
    assert.match(err, /there are no parameters below \/quicksight-governance\/tenants\/elsewhere/);
    assert.deepEqual((await membersOf()).people, []);
  });

  it("finishes what a run did not that was killed, after waiting for its lock", async () => {
    await writeMembership(rowsOf(crowd));
    // Every second call takes long, so that the run is killed with half of them done.
    const rule = { operation: "CreateGroupMembership", every: 2, latencyMs: 60_000 };
    await fetch(`${aws.simulator.url}/_sim/faults`, { method: "POST", body: JSON.stringify(rule) });
    const child = start();
    const ended = once(child, "exit");
    while ((aws.simulator.calls()["CreateGroupMembership"] ?? 0) < 6) await sleep(20);
    child.kill("SIGKILL");
    await ended;
    await fetch(`${aws.simulator.url}/_sim/faults`, { method: "DELETE" });
    assert.ok((await membersOf()).people.some((line) => !line.includes("usa")));
    await report();
    assert.deepEqual(
      (await membersOf()).people,
      crowd.map((email) => `${email} usa`),
    );
    assert.equal((await report()).done, 0);
  });

  const setFaults = (rule: object) =>
    fetch(`${aws.simulator.url}/_sim/faults`, { method: "POST", body: JSON.stringify(rule) });
  const writesOf = (calls: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(calls).filter(([name]) => !/^(Describe|List)/.test(name)));

  it("writes nothing when there is no time left, and says so", async () => {
    await writeMembership(rowsOf(crowd));
    const { code, err } = await invoke({}, 5_000);
    assert.equal(code, 1);
    assert.match(err, /^OutOfTime: .*give it more \(account\.hourly\.seconds\)/);
    assert.deepEqual(writesOf(aws.simulator.calls()), {});
    assert.equal((await report()).done, 1 + 2 * crowd.length);
  });

  it("stops before its time is over, says what is left, and the next invocation finishes", async () => {
    const many = Array.from({ length: 302 }, (_, index) => `q${index + 100}@x.com`);
    await writeMembership(rowsOf(many));
    await report();
    await publish({ ...defaultGuard, removals: { percent: 100, atLeast: 12, atMost: 1000 } });
    await writeMembership(rowsOf(many.slice(300)));
    await setFaults({ operation: "DeleteUser", every: 2, error: "Throttling" });
    const { code, out } = await invoke({}, 13_000);
    assert.equal(code, 0);
    const answer = JSON.parse(out.split("\n").at(-1) ?? "") as Answer;
    assert.deepEqual([answer.outcome, answer.continue], ["continues", true]);
    assert.match(
      answer.message,
      /^the run was stopped as the function's time is nearly over: \d+ of 300 steps/,
    );
    assert.match(answer.message, /\d+ were not begun; run it again to finish\n/);
    const left = (await membersOf()).people.length - 2;
    assert.ok(left > 0);
    await fetch(`${aws.simulator.url}/_sim/faults`, { method: "DELETE" });
    assert.equal((await report()).done, left);
    assert.equal((await membersOf()).people.length, 2);
    await publish(defaultGuard);
  });
});
