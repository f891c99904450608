import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { PulumiWorkspace } from "../engine/pulumi.ts";

/**
 * Asks `qsgov plan` about an export that lost most of its rows. The guard refuses it, unless the file is very small.
 *
 * @param membership the whole file
 * @returns what it printed
 */
export async function planLostRows(
  workspace: PulumiWorkspace,
  membership = "data/membership.csv",
): Promise<string> {
  const rows = (await readFile(membership, "utf8")).trimEnd().split("\n");
  const lost = join(workspace.directory, "lost-rows.csv");
  await writeFile(lost, rows.slice(0, Math.ceil(rows.length / 4)).join("\n"));
  const args = ["plan", "--stack", "dev-default", "--membership", "lost-rows.csv"];
  const { code, stdout, stderr } = await qsgov(workspace, args);
  if (code === 1) throw new Error(`qsgov plan ended with ${String(code)}:\n${stdout}${stderr}`);
  return stdout.trimEnd();
}

function qsgov(
  { directory, environment }: PulumiWorkspace,
  args: readonly string[],
): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const main = resolve("cli/main.ts");
  const options = { cwd: directory, env: { ...process.env, ...environment } };
  return new Promise((settle) => {
    execFile(process.execPath, [main, ...args], options, (error, stdout, stderr) => {
      settle({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}
