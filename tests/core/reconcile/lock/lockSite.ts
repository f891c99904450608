import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent } from "node:https";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { IAMClient, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { emptyLedger, type Ledger } from "../../../../core/reconcile/lock/ledger.ts";
import type { LockPlace } from "../../../../core/reconcile/lock/lockPlace.ts";
import { createDeployer, deployerName } from "../../../../local/emulator/createDeployer.ts";
import { startEmulator } from "../../../../local/emulator/startEmulator.ts";

const bucket = "quicksight-governance-111122223333";
const acquireLock = new URL("../../../../core/reconcile/lock/acquireLock.ts", import.meta.url).href;

/** What a holder of the lock may do, and no more: in particular not list the bucket. */
export const rights = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];

/** The governance bucket on this machine, as the account stack makes it, with callers who have no more rights than they need. */
export interface LockSite {
  /** What a process of its own needs to call S3 as the callers of {@link place} do. */
  readonly environment: Readonly<Record<string, string>>;
  /** A place of its own for every test. Further settings go to the SDK's client. */
  place(namespace: string, settings?: object): LockPlace;
  /** The same place with requests that a test looks at, or whose answers it changes. */
  through(namespace: string, handle: Handle): LockPlace;
  /** The lock as it is stored; undefined when there is none. */
  stored(namespace: string): Promise<Stored | undefined>;
  /** Writes the lock past everything, as a thief would. */
  overwrite(namespace: string, text: string): Promise<void>;
  /** Deletes the lock past everything, as a person would who has lost patience. */
  remove(namespace: string): Promise<void>;
  /** How many versions of the lock there are. */
  versions(namespace: string): Promise<number>;
  /** Leaves the callers these actions on `locks/*` and no others. */
  allow(actions: readonly string[]): Promise<void>;
  /** A process that holds the lock, renews it, and does not release it. */
  hold(namespace: string, leaseMs: number, ledger?: Ledger): Promise<ChildProcess>;
  close(): Promise<void>;
}

/** The fields of a stored lock that tests look at. */
export interface Stored {
  readonly owner: string;
  readonly ledger?: Ledger;
}

/** Gets each request of a client, and a way to pass it on. */
export type Handle = (request: Request, pass: () => Promise<Answer>) => Promise<Answer>;

interface Request {
  readonly method: string;
  /** Of a write: the JSON of the lock. */
  readonly body?: unknown;
}

interface Answer {
  readonly response: { statusCode: number };
}

/** A lock of somebody else, written now, with an hour to go; fields replace what it says. */
export function thiefsLock(fields: object = {}): string {
  return JSON.stringify({
    owner: "the thief",
    since: "2026-11-22T01:00:00.000Z",
    expires: "2026-11-22T02:00:00.000Z",
    id: "another",
    revision: 0,
    leaseMs: 3_600_000,
    ledger: emptyLedger,
    ...fields,
  });
}

/** Starts an emulator of AWS with the bucket. */
export async function startLockSite(): Promise<LockSite> {
  const emulator = await startEmulator({ accountId: "111122223333" });
  const settings = (environment: Record<string, string>) => ({
    region: "eu-west-1",
    endpoint: emulator.url,
    requestHandler: { httpsAgent: new Agent({ ca: emulator.certificate }) },
    credentials: {
      accessKeyId: environment["AWS_ACCESS_KEY_ID"] ?? "",
      secretAccessKey: environment["AWS_SECRET_ACCESS_KEY"] ?? "",
    },
  });
  const root = settings(emulator.rootEnvironment);
  const s3 = new S3Client(root);
  await createBucket(s3);
  const environment = await createDeployer(emulator, {});
  const allow: LockSite["allow"] = async (actions) => {
    const iam = new IAMClient(root);
    const PolicyDocument = JSON.stringify(policy(actions));
    const input = { UserName: deployerName, PolicyName: "deploy", PolicyDocument };
    await iam.send(new PutUserPolicyCommand(input));
    iam.destroy();
  };
  await allow(rights);
  const object = (namespace: string) => ({ Bucket: bucket, Key: `locks/${namespace}.json` });
  const place = (namespace: string, more: object = {}) => {
    const all = { bucket, namespace, ...settings(environment), ...more };
    return all;
  };
  return {
    environment,
    place,
    through: (namespace, handle) => {
      const { requestHandler } = new S3Client(settings(environment)).config;
      const wrapped: object = {
        handle: (request: Request, options: object) =>
          handle(request, () => requestHandler.handle(request, options)),
      };
      return place(namespace, { requestHandler: wrapped });
    },
    stored: async (namespace) => {
      try {
        const { Body } = await s3.send(new GetObjectCommand(object(namespace)));
        return JSON.parse((await Body?.transformToString()) ?? "") as Stored;
      } catch (error) {
        if (error instanceof Error && error.name === "NoSuchKey") return undefined;
        throw error;
      }
    },
    overwrite: async (namespace, text) => {
      await s3.send(new PutObjectCommand({ ...object(namespace), Body: text }));
    },
    remove: async (namespace) => {
      await s3.send(new DeleteObjectCommand(object(namespace)));
    },
    versions: async (namespace) => {
      const { Bucket, Key: Prefix } = object(namespace);
      const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix }));
      return Versions.length;
    },
    allow,
    hold: (namespace, leaseMs, ledger = emptyLedger) =>
      startHolder({ bucket, namespace, region: "eu-west-1" }, leaseMs, ledger, environment),
    close: async () => {
      s3.destroy();
      await emulator.close();
    },
  };
}

/** Versioned and for TLS only. */
async function createBucket(s3: S3Client): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await s3.send(
    new PutBucketVersioningCommand({
      Bucket: bucket,
      VersioningConfiguration: { Status: "Enabled" },
    }),
  );
  const Statement = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [Statement] });
  await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
}

function policy(actions: readonly string[]): object {
  const Resource = `arn:aws:s3:::${bucket}/locks/*`;
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: actions, Resource }],
  };
}

async function startHolder(
  place: LockPlace,
  leaseMs: number,
  ledger: Ledger,
  environment: Record<string, string>,
): Promise<ChildProcess> {
  const source = `import { acquireLock } from ${JSON.stringify(acquireLock)};
    const lock = await acquireLock(${JSON.stringify(place)}, "the run that is killed", { leaseMs: ${leaseMs} });
    await lock.note(() => (${JSON.stringify(ledger)}));
    console.log("held");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", source], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await Promise.race([
    once(child.stdout, "data"),
    once(child, "exit").then(() => {
      throw new Error("the holder ended before it held the lock");
    }),
  ]);
  return child;
}
