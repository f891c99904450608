import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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
    const sts = new STSClient(configuration(emulator.rootEnvironment));
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
    assert.equal(Account, "210987654321");
    assert.equal(Arn, "arn:aws:iam::210987654321:root");
  });

  it("lets the deployer do what its policy allows and nothing else", async () => {
    const environment = await createDeployer(emulator, allow("s3:CreateBucket"));
    const sts = new STSClient(configuration(environment));
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    assert.equal(Arn, "arn:aws:iam::210987654321:user/quicksight-governance-deployer");
    const s3 = new S3Client(configuration(environment));
    await s3.send(new CreateBucketCommand({ Bucket: "deployed" }));
    await assert.rejects(s3.send(new ListBucketsCommand({})), { name: "AccessDenied" });
  });

  it("takes a call to 127.0.0.1 as made over TLS, as every call to AWS is", async () => {
    await emulator.reset();
    const environment = await createDeployer(emulator, allow("s3:*"));
    const s3 = new S3Client(configuration(environment));
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
    const s3 = new S3Client(configuration(emulator.rootEnvironment));
    await s3.send(new CreateBucketCommand({ Bucket: "forgotten" }));
    await emulator.reset();
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    assert.deepEqual(Buckets, []);
  });

  it("is gone once closed", async () => {
    const closing = await startEmulator();
    await closing.close();
    await closing.close();
    await assert.rejects(fetch(closing.url));
  });

  it("ends with a process that is killed before it can close it", async () => {
    const source = `import { startEmulator } from ${JSON.stringify(starter)};
      console.log((await startEmulator()).url); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", source]);
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const url = line.toString().trim();
    assert.ok((await fetch(`${url}/_ministack/health`)).ok);
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

function configuration(environment: Record<string, string>) {
  return {
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
    try {
      const response = await fetch(url);
      await response.body?.cancel();
    } catch {
      return;
    }
    await sleep(50);
  }
  assert.fail(`${url} still answers`);
}
