import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { Agent } from "node:https";
import { connect, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateBucketCommand,
  ListBucketsCommand,
  PutBucketPolicyCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { createDeployer } from "../../local/emulator/createDeployer.ts";
import { startEmulator, type Emulator } from "../../local/emulator/startEmulator.ts";

const starter = new URL("../../local/emulator/startEmulator.ts", import.meta.url).href;

describe("emulator", function () {
  this.timeout(30_000);

  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator({ accountId: "210987654321" });
  });

  after(() => emulator.close());

  it("answers the root user as the account that was asked for", async () => {
    const sts = new STSClient(configuration(emulator, emulator.rootEnvironment));
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
    assert.equal(Account, "210987654321");
    assert.equal(Arn, "arn:aws:iam::210987654321:root");
  });

  it("lets the deployer do what its policy allows and nothing else", async () => {
    const environment = await createDeployer(emulator, { deploy: allow("s3:CreateBucket") });
    const sts = new STSClient(configuration(emulator, environment));
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    assert.equal(Arn, "arn:aws:iam::210987654321:user/quicksight-governance-deployer");
    const s3 = new S3Client(configuration(emulator, environment));
    await s3.send(new CreateBucketCommand({ Bucket: "deployed" }));
    await assert.rejects(s3.send(new ListBucketsCommand({})), { name: "AccessDenied" });
  });

  it("is called over TLS, so that a bucket may refuse whatever is not", async () => {
    await emulator.reset();
    const environment = await createDeployer(emulator, { deploy: allow("s3:*") });
    const s3 = new S3Client(configuration(emulator, environment));
    await s3.send(new CreateBucketCommand({ Bucket: "tls-only" }));
    const statement = {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::tls-only", "arn:aws:s3:::tls-only/*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await s3.send(new PutBucketPolicyCommand({ Bucket: "tls-only", Policy }));
    await s3.send(new PutBucketPolicyCommand({ Bucket: "tls-only", Policy }));
  });

  it("forgets everything on reset", async () => {
    const s3 = new S3Client(configuration(emulator, emulator.rootEnvironment));
    await s3.send(new CreateBucketCommand({ Bucket: "forgotten" }));
    await emulator.reset();
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    assert.deepEqual(Buckets, []);
  });

  it("does not take the AWS credentials of whoever starts it for its own", async () => {
    const own = { ...process.env };
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: "AKIAOWN", AWS_SECRET_ACCESS_KEY: "own" });
    const other = await startEmulator();
    process.env = own;
    const sts = new STSClient(configuration(other, other.rootEnvironment));
    const { Account } = await sts.send(new GetCallerIdentityCommand({}));
    await other.close();
    assert.equal(Account, other.accountId);
  });

  it("is gone once closed", async () => {
    const closing = await startEmulator();
    await closing.close();
    await closing.close();
    assert.equal(await listens(closing.url), false);
  });

  it("ends with a process that is killed before it can close it", async () => {
    const source = `import { startEmulator } from ${JSON.stringify(starter)};
      console.log((await startEmulator()).url); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", source]);
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const url = line.toString().trim();
    assert.equal(await listens(url), true);
    child.kill("SIGKILL");
    await untilRefused(url);
  });

  it("says why it does not start, with the end of its log", async () => {
    const occupied = createServer();
    await once(occupied.listen(0, "127.0.0.1"), "listening");
    const { port } = occupied.address() as AddressInfo;
    try {
      await assert.rejects(
        startEmulator({ port }),
        /emulator ended with code \d+.*its log:.*in use/s,
      );
    } finally {
      occupied.close();
    }
  });

  it("keeps its log where it was asked to", async () => {
    const directory = mkdtempSync(join(tmpdir(), "emulator-test-"));
    const log = join(directory, "emulator.log");
    writeFileSync(log, "");
    const logged = await startEmulator({ log });
    await logged.close();
    assert.ok(existsSync(log));
    rmSync(directory, { recursive: true });
  });
});

function configuration(emulator: Emulator, environment: Record<string, string>) {
  return {
    requestHandler: { httpsAgent: new Agent({ ca: emulator.certificate }) },
    endpoint: environment.AWS_ENDPOINT_URL ?? "",
    region: environment.AWS_REGION ?? "",
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? "",
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? "",
    },
    forcePathStyle: true,
  };
}

function allow(action: string): object {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] };
}

async function untilRefused(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (!(await listens(url))) return;
    await sleep(50);
  }
  assert.fail(`${url} still answers`);
}

function listens(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => {
      resolve(false);
    });
  });
}
