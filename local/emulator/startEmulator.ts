import type { ChildProcess } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { get, request } from "node:https";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Guarded, spawnGuarded } from "../spawnGuarded.ts";

/** AWS on this machine: every service except QuickSight, with IAM enforced. */
export interface Emulator {
  url: string;
  accountId: string;
  /** The certificate it made for itself, as PEM: what a client in this process must trust. */
  certificate: string;
  /** Environment of the account's root user, for any AWS SDK or CLI; it names the certificate's file. */
  rootEnvironment: Record<string, string>;
  /** Forgets everything. */
  reset(): Promise<void>;
  /** Changes the clock and the limits of CloudTrail, until the next reset. */
  changeTrail(settings: TrailSettings): Promise<void>;
  /** Gives functions variables besides their own, for what this machine has in place of AWS. */
  changeFunctions(environment: Readonly<Record<string, string>>): Promise<void>;
  /** Ends the emulator and everything that it started. */
  close(): Promise<void>;
}

/** What is not as on the machine, or not as at AWS. */
export interface TrailSettings {
  /** How far the clock of events is ahead of that of this machine. @default 0 */
  readonly offsetMs?: number;
  /** For how long LookupEvents does not know of an event; at AWS up to some minutes. @default 0 */
  readonly lagMs?: number;
  /** How long after an event its file is written, by the name of the file. @default 5 minutes, as at AWS on average */
  readonly deliveryMs?: number;
  /** Calls of LookupEvents for each account and Region. @default 2, as at AWS */
  readonly lookupsPerSecond?: number;
}

/** How to start the emulator. */
export interface EmulatorOptions {
  /** @default a free port */
  port?: number;
  /** @default "123456789012" */
  accountId?: string;
  /** @default "eu-west-1" */
  region?: string;
  /** Where the emulator's own output goes. @default a temporary file */
  log?: string;
  /** A file to which it adds a line of JSON for each right that it asks about: principal, action, resource, allowed. */
  authorizations?: string;
}

const python = fileURLToPath(new URL("../../.cache/python/bin/python", import.meta.url));
/** The emulator with what AWS's IAM refuses and it would take. */
const program = fileURLToPath(new URL("emulator.py", import.meta.url));
/** On a busy machine its Python alone takes half a minute to start; it fails at once when its process ends. */
const startLimitMs = 120_000;

/**
 * Starts the emulator on 127.0.0.1 and waits until it answers. It never outlives this process, even a killed one.
 *
 * It speaks TLS, as AWS does: a bucket policy that denies what is not TLS is enforced here as well.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { accountId = "123456789012", region = "eu-west-1" } = options;
  const port = options.port ?? (await findFreePort());
  const url = `https://127.0.0.1:${port}`;
  const directory = mkdtempSync(join(tmpdir(), "aws-emulator-"));
  const log = options.log ?? join(directory, "emulator.log");
  const certificateFile = join(directory, "ministack-tls", "server.crt");
  const { child, killAll } = launch(port, {
    region,
    directory,
    log,
    authorizations: options.authorizations,
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let started = false;
  const close = async () => {
    child.ref();
    killAll();
    if (child.pid !== undefined) await ended;
    if (started) await untilPortIsFree(port);
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await untilItAnswers(url, certificateFile, child);
    started = true;
  } catch (error) {
    const tail = tailOf(log);
    await close();
    throw new Error(`${error instanceof Error ? error.message : String(error)}${tail}`, {
      cause: error,
    });
  }
  const certificate = readFileSync(certificateFile, "utf8");
  return {
    url,
    accountId,
    certificate,
    rootEnvironment: {
      NODE_EXTRA_CA_CERTS: certificateFile, // for the SDKs in Node
      AWS_CA_BUNDLE: certificateFile, // for aws-cli and boto3
      AWS_ENDPOINT_URL: url,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region, // what aws-cli 1 and boto3 read
      // The emulator takes the account's number as the access key of its root user.
      AWS_ACCESS_KEY_ID: accountId,
      AWS_SECRET_ACCESS_KEY: "test",
      // Otherwise settings of the user's own AWS profile could come in.
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
    },
    reset: () => post(`${url}/_ministack/reset`, certificate),
    changeTrail: (settings) => post(`${url}/_local/trail`, certificate, settings),
    changeFunctions: (environment) => post(`${url}/_local/functions`, certificate, { environment }),
    close,
  };
}

interface Launch {
  readonly region: string;
  readonly directory: string;
  readonly log: string;
  readonly authorizations: string | undefined;
}

function launch(port: number, { region, directory, log, authorizations }: Launch): Guarded {
  const output = openSync(log, "a");
  try {
    // A group of its own, so that the functions it runs end with it.
    const guarded = spawnGuarded([python, program], {
      ...{ directory, cwd: directory, output },
      env: {
        ...withoutAws(process.env),
        // The functions it runs trust it by a bundle of its own, which this would replace.
        NODE_EXTRA_CA_CERTS: undefined,
        USE_SSL: "1",
        GATEWAY_PORT: String(port),
        // Its defaults are every interface of the machine and a second port for IoT.
        BIND_HOST: "127.0.0.1",
        IOT_MTLS_ENABLED: "0",
        AUTH: "true",
        CLOUDTRAIL_RECORDING: "1",
        LOCAL_AUTHORIZATIONS: authorizations,
        MINISTACK_REGION: region,
        // It leaves the folders of its functions behind.
        TMPDIR: directory,
      },
    });
    // A program that forgets to close the emulator still ends.
    guarded.child.unref();
    (guarded.child.stdin as Socket | null)?.unref();
    return guarded;
  } finally {
    closeSync(output);
  }
}

/** Credentials in its environment would take the place of the root user's. */
function withoutAws(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith("AWS_")),
  );
}

async function untilItAnswers(
  url: string,
  certificateFile: string,
  child: ChildProcess,
): Promise<void> {
  const failed = new Promise<never>((_resolve, reject) => {
    child.once("error", (error) => {
      reject(
        new Error(`the AWS emulator does not start: ${error.message}; run local/setup.sh first`),
      );
    });
    child.once("exit", (code, signal) => {
      reject(
        new Error(`the AWS emulator ended with ${signal ?? `code ${code ?? "?"}`} while starting`),
      );
    });
  });
  await Promise.race([failed, answers(url, certificateFile, child)]);
  // From here on an end is no failure to start.
  failed.catch(() => undefined);
}

async function answers(url: string, certificateFile: string, child: ChildProcess): Promise<void> {
  const end = Date.now() + startLimitMs;
  while (Date.now() < end && child.exitCode === null) {
    if (existsSync(certificateFile) && (await isHealthy(url, certificateFile))) return;
    await sleep(50);
  }
  throw new Error(`the AWS emulator did not answer within ${startLimitMs / 1000} s`);
}

function isHealthy(url: string, certificateFile: string): Promise<boolean> {
  return new Promise((resolve) => {
    const ca = readFileSync(certificateFile, "utf8");
    const call = get(`${url}/_ministack/health`, { ca, timeout: 5_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    // It may accept the connection long before it answers, and Node only says that the time is over.
    call.on("timeout", () => call.destroy());
    call.on("close", () => {
      resolve(false);
    });
    // Not listening yet.
    call.on("error", () => undefined);
  });
}

function tailOf(log: string): string {
  try {
    const lines = readFileSync(log, "utf8").trim().split("\n").slice(-15);
    return `; the end of its log:\n${lines.join("\n")}`;
  } catch {
    return "";
  }
}

function post(url: string, ca: string, body: object = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method: "POST", ca }, (response) => {
      response.resume();
      const { statusCode = "?" } = response;
      if (statusCode === 200) resolve();
      else reject(new Error(`the AWS emulator refuses ${url}: HTTP ${statusCode}`));
    });
    call.on("error", reject).end(JSON.stringify(body));
  });
}

/** The kernel takes the emulator's port back a moment after it has ended its process. */
async function untilPortIsFree(port: number): Promise<void> {
  const end = Date.now() + 5_000;
  while (Date.now() < end) {
    const free = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => {
        socket.destroy();
        resolve(false);
      });
      socket.once("error", () => {
        resolve(true);
      });
    });
    if (free) return;
    await sleep(20);
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no free port"));
        else resolve(address.port);
      });
    });
  });
}
