import { execFile } from "node:child_process";
import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import { promisify } from "node:util";
import type { Circumstances } from "./results.ts";

/** The machine and the versions that are measured on, now. */
export async function readCircumstances(): Promise<Circumstances> {
  const { stdout } = await promisify(execFile)("pulumi", ["version"]);
  return {
    date: new Date().toISOString(),
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    node: process.version,
    engine: stdout.trim(),
  };
}
