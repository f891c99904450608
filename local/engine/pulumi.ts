import { spawn } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parse, stringify } from "yaml";

/** What a run of the Pulumi CLI said. */
export interface PulumiResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** How to run the CLI once. */
export interface RunOptions {
  stdin?: string;
  /** Return a failed run instead of throwing. */
  allowFailure?: boolean;
  /** Called with each line of either stream as it comes. */
  onOutput?: (line: string) => void;
  /** Called with the id of the CLI's process, which is the engine's as well. */
  onStart?: (pid: number) => void;
  /** Added to the workspace's environment. */
  environment?: Record<string, string>;
}

/** A place where the real engine runs a program without touching anything of the user's. */
export interface PulumiWorkspace {
  /** The project folder that the CLI runs in; the program itself stays where it is. */
  directory: string;
  environment: Record<string, string>;
  run(args: readonly string[], options?: RunOptions): Promise<PulumiResult>;
  /** Removes the workspace with its state. */
  close(): Promise<void>;
}

/** What to run, and as whom. */
export interface WorkspaceOptions {
  /** The folder of the program's Pulumi.yaml. */
  program: string;
  environment: Record<string, string>;
  /** Stack settings by stack name, as YAML text or as values; they win over the program's own Pulumi.STACK.yaml. */
  stackFiles?: Record<string, string | object>;
}

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Makes a workspace with a Pulumi home, a state and a plugin cache of its own. */
export async function createWorkspace(options: WorkspaceOptions): Promise<PulumiWorkspace> {
  const root = await mkdtemp(join(tmpdir(), "pulumi-workspace-"));
  const directory = join(root, "project");
  const close = () => rm(root, { recursive: true, force: true });
  const environment = { ...workspaceEnvironment(root), ...options.environment };
  const run = (args: readonly string[], runOptions: RunOptions = {}) =>
    runPulumi(args, directory, environment, runOptions);
  try {
    for (const folder of ["home", "state", "project"]) await mkdir(join(root, folder));
    await writeProject(options, directory);
    await installPlugin(root, run);
  } catch (error) {
    await close();
    throw error;
  }
  return { directory, environment, run, close };
}

function workspaceEnvironment(root: string): Record<string, string> {
  const path = [".cache/engine", ".cache/python/bin", "node_modules/.bin"].map((folder) =>
    join(repository, folder),
  );
  return {
    PATH: [...path, process.env.PATH ?? ""].join(delimiter),
    PULUMI_HOME: join(root, "home"),
    PULUMI_BACKEND_URL: `file://${join(root, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "local",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // Otherwise the engine looks for the plugin of every @pulumi package on the network.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/**
 * `stack init` writes into Pulumi.STACK.yaml, so the project folder is a copy. Its `main` is the program's absolute
 * path: the engine then runs program and dynamic providers in the program's own folder, where relative paths and
 * node_modules are.
 */
async function writeProject({ program, stackFiles }: WorkspaceOptions, directory: string) {
  const source = resolve(program);
  const text = await readFile(join(source, "Pulumi.yaml"), "utf8");
  const project = parse(text) as Record<string, unknown>;
  const main = typeof project.main === "string" ? project.main : ".";
  const copy = { ...project, main: resolve(source, main) };
  await writeFile(join(directory, "Pulumi.yaml"), stringify(copy));
  for (const file of await readdir(source)) {
    if (!/^Pulumi\..+\.yaml$/.test(file)) continue;
    await copyFile(join(source, file), join(directory, file));
  }
  for (const [stack, settings] of Object.entries(stackFiles ?? {})) {
    const content = typeof settings === "string" ? settings : stringify(settings);
    await writeFile(join(directory, `Pulumi.${stack}.yaml`), content);
  }
}

/** Installs a one-line plugin that runs this repository's: the plugin needs the packages in its node_modules. */
async function installPlugin(root: string, run: PulumiWorkspace["run"]): Promise<void> {
  const folder = join(root, "plugin");
  await mkdir(folder);
  const main = join(repository, "local/aws-plugin/main.ts");
  await writeFile(
    join(folder, "pulumi-resource-aws"),
    `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(main)} "$@"\n`,
    { mode: 0o755 },
  );
  const require = createRequire(import.meta.url);
  const { version } = require("@pulumi/aws/package.json") as { version: string };
  await run(["plugin", "install", "resource", "aws", version, "--file", folder]);
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

async function runPulumi(
  args: readonly string[],
  directory: string,
  environment: Record<string, string>,
  options: RunOptions,
): Promise<PulumiResult> {
  const child = spawn("pulumi", [...args, "--non-interactive"], {
    cwd: directory,
    env: { ...inheritedEnvironment(), ...environment, ...options.environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  if (child.pid !== undefined) options.onStart?.(child.pid);
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.stdin ?? "");
  const [stdout, stderr, code] = await Promise.all([
    collect(child.stdout, options.onOutput),
    collect(child.stderr, options.onOutput),
    new Promise<number>((done, failed) => {
      child.once("error", (error) => {
        failed(new Error(`pulumi does not start: ${error.message}; run local/setup.sh first`));
      });
      child.once("close", (status) => {
        done(status ?? 1);
      });
    }),
  ]);
  if (code !== 0 && options.allowFailure !== true) {
    throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
  }
  return { code, stdout, stderr };
}

/** The process's environment without settings of the user's own Pulumi or AWS that would lead out of the workspace. */
function inheritedEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(AWS|PULUMI)_/.test(name)),
  );
}

async function collect(
  stream: NodeJS.ReadableStream,
  onOutput: ((line: string) => void) | undefined,
): Promise<string> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: stream })) {
    onOutput?.(line);
    lines.push(`${line}\n`);
  }
  return lines.join("");
}
