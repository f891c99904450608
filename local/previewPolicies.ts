import { resolve } from "node:path";
import { deployerPolicies } from "./demo/deployerPolicies.ts";
import { furnish } from "./demo/furnish.ts";
import { stacks } from "./demo/stackFiles.ts";
import { createWorkspace } from "./engine/pulumi.ts";
import { startLocalAws } from "./startLocalAws.ts";

/**
 * `npm run policy`: previews every stack of the repository with the policy pack, on this machine. The account stack of `dev`
 * is deployed first, because its tenants read its outputs.
 */
const aws = await startLocalAws();
await furnish(aws);
const workspace = await createWorkspace({
  program: ".",
  environment: await aws.createDeployer(deployerPolicies(aws)),
});
try {
  const pack = resolve("policies");
  for (const stack of [...stacks, "prod"]) {
    await workspace.run(["stack", "init", stack]);
    const config = `${pack}/${stack === "prod" ? "prod" : "dev"}.json`;
    const { code, stdout, stderr } = await workspace.run(
      ["preview", "--stack", stack, "--policy-pack", pack, "--policy-pack-config", config],
      { allowFailure: true },
    );
    const [report = stdout + stderr] =
      /Policies:[\s\S]*?(?=\n\n(?:Outputs|Resources):)/.exec(stdout) ?? [];
    console.log(`\n${stack}: ${code === 0 ? "passes" : "refused"}\n${report.trim()}`);
    if (code !== 0) process.exitCode = 1;
    if (stack === "dev") await workspace.run(["up", "--yes", "--skip-preview", "--stack", stack]);
  }
} finally {
  await workspace.close();
  await aws.close();
}
