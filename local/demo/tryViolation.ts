import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import type { PulumiWorkspace } from "../engine/pulumi.ts";

/**
 * Turns TLS off for a database and runs `pulumi up` with the policy pack: it must be refused.
 *
 * @returns what the policy said
 */
export async function tryViolation(workspace: PulumiWorkspace): Promise<string> {
  const file = join(workspace.directory, "Pulumi.dev-default.yaml");
  const right = await readFile(file, "utf8");
  const stack = parse(right) as {
    config: { "quicksight-governance:tenant": { dataSources: { sales: { ssl?: boolean } } } };
  };
  stack.config["quicksight-governance:tenant"].dataSources.sales.ssl = false;
  await writeFile(file, stringify(stack));
  const pack = resolve("policies");
  const policies = ["--policy-pack", pack, "--policy-pack-config", join(pack, "prod.json")];
  const { code, stdout } = await workspace.run(
    ["up", "--yes", "--stack", "dev-default", ...policies],
    { allowFailure: true },
  );
  await writeFile(file, right);
  const verdict = stdout.split("\n").filter((line) => /\[mandatory\]|disableSsl|TLS/.test(line));
  if (code === 0) throw new Error("the policy pack let a data source without TLS pass");
  return verdict.map((line) => line.trim()).join("\n");
}
