import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { spawnGuarded } from "../../../../local/spawnGuarded.ts";

const run = promisify(execFile);

/** The engine that Athena is made of (Athena user guide, "Athena engine version 3"), as it is published. Needs Java 24 or newer. */
const version = "476";
const cache = fileURLToPath(new URL("../../../../.cache/", import.meta.url));
const startLimitMs = 180_000;

/** A Trino on this machine. */
export interface Trino {
  readonly version: string;
  /** The rows that a statement answers. */
  query(sql: string): Promise<unknown[][]>;
  close(): Promise<void>;
}

/** Installs Trino once, by Maven, and starts it on 127.0.0.1 with tables in memory (catalog `memory`). */
export async function startTrino(): Promise<Trino> {
  const home = join(cache, `trino-${version}`);
  if (!existsSync(home)) await install(home);
  const directory = await mkdtemp(join(tmpdir(), "trino-"));
  const port = await findFreePort();
  await mkdir(join(directory, "catalog"));
  await writeFile(join(directory, "catalog", "memory.properties"), "connector.name=memory\n");
  await writeFile(join(directory, "log.properties"), "io.trino=WARN\n");
  const config = join(directory, "config.properties");
  await writeFile(
    config,
    `coordinator=true
node-scheduler.include-coordinator=true
http-server.http.port=${port}
discovery.uri=http://127.0.0.1:${port}
`,
  );
  const settings = {
    "node.environment": "proof",
    "node.bind-ip": "127.0.0.1",
    "node.internal-address": "127.0.0.1",
    "node.data-dir": directory,
    config,
    "log.levels-file": join(directory, "log.properties"),
    "plugin.dir": join(home, "plugin"),
    "catalog.config-dir": join(directory, "catalog"),
  };
  const { child: server, killAll } = spawnGuarded(
    [
      javaOf(process.env["JAVA_HOME"]),
      ...["-Xmx2g", "--add-modules=jdk.incubator.vector", "--sun-misc-unsafe-memory-access=allow"],
      ...Object.entries(settings).map(([name, value]) => `-D${name}=${value}`),
      ...["-cp", join(home, "lib", "*"), "io.trino.server.TrinoServer"],
    ],
    { directory, output: "ignore" },
  );
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.once("error", () => undefined);
  const close = async () => {
    killAll();
    await ended;
    await rm(directory, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilItAnswers(url, server);
  } catch (error) {
    await close();
    throw error;
  }
  return { version, query: (sql) => query(url, sql), close };
}

async function install(home: string): Promise<void> {
  const making = `${home}.making.${process.pid}`;
  await mkdir(making, { recursive: true });
  for (const artifact of [`trino-server-core:${version}:tar.gz`, `trino-memory:${version}:zip`]) {
    const copy = `-Dartifact=io.trino:${artifact}`;
    await run("mvn", ["-q", "-B", "dependency:copy", copy, `-DoutputDirectory=${making}`]);
  }
  await run("tar", ["xzf", `trino-server-core-${version}.tar.gz`], { cwd: making });
  const core = join(making, `trino-server-core-${version}`);
  await run("unzip", ["-q", join(making, `trino-memory-${version}.zip`)], {
    cwd: join(core, "plugin"),
  });
  await rename(core, home);
  await rm(making, { recursive: true });
}

function javaOf(home: string | undefined): string {
  return home === undefined ? "java" : join(home, "bin", "java");
}

async function untilItAnswers(url: string, server: { readonly exitCode: number | null }) {
  const end = Date.now() + startLimitMs;
  while (Date.now() < end && server.exitCode === null) {
    try {
      const answer = (await (await fetch(`${url}/v1/info`)).json()) as {
        readonly starting: boolean;
      };
      if (!answer.starting) return;
    } catch {
      // Not listening yet.
    }
    await sleep(500);
  }
  throw new Error(
    `Trino ${version} does not start: it needs Java 24 or newer, by JAVA_HOME or on PATH`,
  );
}

interface Answer {
  readonly data?: unknown[][];
  readonly nextUri?: string;
  readonly error?: { readonly message: string };
}

async function query(url: string, sql: string): Promise<unknown[][]> {
  const headers = { "X-Trino-User": "proof", "X-Trino-Catalog": "memory" };
  let response = await fetch(`${url}/v1/statement`, { method: "POST", body: sql, headers });
  const rows: unknown[][] = [];
  for (;;) {
    const { data = [], nextUri, error } = (await response.json()) as Answer;
    if (error !== undefined) throw new Error(`${error.message}\n${sql.slice(0, 2000)}`);
    rows.push(...data);
    if (nextUri === undefined) return rows;
    response = await fetch(nextUri, { headers });
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
