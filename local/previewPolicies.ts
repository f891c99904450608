import { resolve } from "node:path";
import { deployerPolicies } from "./demo/deployerPolicies.ts";
import { furnish } from "./demo/furnish.ts";
import { stackPermissions } from "./demo/stackPermissions.ts";
import { createWorkspace, type PulumiWorkspace } from "./engine/pulumi.ts";
import { startLocalAws } from "./startLocalAws.ts";
import { listStacks } from "../stacks/listStacks.ts";
import { toPolicyDocument } from "../stacks/toPolicyDocument.ts";

/**
 * `npm run policy`: previews every stack and every example of the repository with the policy pack, on this machine. What others read is deployed
 * when all of its kind have been previewed: the account stack of `dev` for its tenants, the tenant `default` for the example that builds on it.
 */
const readByOthers = { account: "dev", tenant: "dev-default" } as const;
const pack = resolve("policies");
const aws = await startLocalAws();
await furnish(aws);
const { accountId, region, identityRegion } = aws;
const facts = { accountId, region, identityRegion, partition: "aws" };
const deployer = await aws.createDeployer({
  ...deployerPolicies(aws),
  // Its account stack has alarms, which that of the sample has not.
  prod: toPolicyDocument(stackPermissions("prod", facts)),
});
const workspace = await createWorkspace({ program: ".", environment: deployer });
try {
  for (const kind of ["account", "tenant"] as const) {
    for (const { stack, environment } of listStacks(".").filter((one) => one.kind === kind)) {
      await preview(workspace, stack, environment);
    }
    await workspace.run(["up", "--yes", "--skip-preview", "--stack", readByOthers[kind]]);
  }
  await previewExample("examples/consumer", "dev");
  await previewExample("examples/plain", "prod");
} finally {
  await workspace.close();
  await aws.close();
}

async function previewExample(program: string, stack: string): Promise<void> {
  const { PULUMI_BACKEND_URL = "" } = workspace.environment;
  const environment = { ...deployer, PULUMI_BACKEND_URL };
  const example = await createWorkspace({ program, environment });
  try {
    await preview(example, stack, stack, program);
  } finally {
    await example.close();
  }
}

/** Previews a stack with the configuration of its environment, and prints what the policies say. */
async function preview(
  of: PulumiWorkspace,
  stack: string,
  environment: string,
  title = stack,
): Promise<void> {
  await of.run(["stack", "init", stack]);
  const config = `${pack}/${environment}.json`;
  const { code, stdout, stderr } = await of.run(
    ["preview", "--stack", stack, "--policy-pack", pack, "--policy-pack-config", config],
    { allowFailure: true },
  );
  const [report = stdout + stderr] =
    /Policies:[\s\S]*?(?=\n\n(?:Outputs|Resources|Diagnostics):)/.exec(stdout) ?? [];
  console.log(`\n${title}: ${code === 0 ? "passes" : "refused"}\n${report.trim()}`);
  if (code !== 0) process.exitCode = 1;
}
