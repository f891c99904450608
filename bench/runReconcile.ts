import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Run } from "./reconcileOnce.ts";
import type { SimulatorProcess } from "./startSimulatorProcess.ts";

const main = fileURLToPath(new URL("reconcileOnce.ts", import.meta.url));

/**
 * Makes the simulator's namespace what the membership file says, with the core in a process of its own.
 *
 * @throws Error when an operation failed
 */
export async function runReconcile(
  simulator: Pick<SimulatorProcess, "url">,
  file: string,
): Promise<Omit<Run, "failed">> {
  const { stdout } = await promisify(execFile)(process.execPath, [main, simulator.url, file]);
  const { failed, ...run } = JSON.parse(stdout) as Run;
  if (failed.length > 0) throw new Error(`${failed.length} operations failed: ${failed[0] ?? ""}`);
  return run;
}
