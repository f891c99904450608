import { once } from "node:events";
import { parseArgs } from "node:util";
import { createWorkspace, type PulumiWorkspace } from "../engine/pulumi.ts";
import { type LocalAws, startLocalAws } from "../startLocalAws.ts";
import { consumerPolicy } from "./consumerPolicy.ts";
import { deployerPolicies } from "./deployerPolicies.ts";
import { destroyStacks } from "./destroyStacks.ts";
import { furnish } from "./furnish.ts";
import { planLostRows } from "./planLostRows.ts";
import { printPeople } from "./printPeople.ts";
import { printSlices } from "./printSlices.ts";
import { stackFiles, stacks } from "./stackFiles.ts";
import { tryViolation } from "./tryViolation.ts";

const usage = `npm run demo -- [--keep] [--membership FILE]

  --keep             leave everything running, and print how to use it
  --membership FILE  take this membership file in place of data/membership.csv`;

const started = Date.now();
process.exitCode = await main();

/** Brings the sample organisation to life on this machine; the exit code. */
async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) return 1;
  step(
    "Starting AWS on this machine: a QuickSight simulator, and an emulator of the other services",
  );
  const aws = await startLocalAws();
  await furnish(aws);
  const environment = await aws.createDeployer(deployerPolicies(aws));
  const workspace = await createWorkspace({
    program: ".",
    environment,
    stackFiles: stackFiles(options.membership),
  });
  try {
    await tell(aws, workspace, options.membership);
    if (options.keep) await keep(aws, workspace);
    else await tearDown(workspace);
    return 0;
  } catch (error) {
    console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    step("Cleaning up: engine state, simulator and emulator go");
    await workspace.close();
    await aws.close();
  }
}

async function tell(
  aws: LocalAws,
  workspace: PulumiWorkspace,
  membership: string | undefined,
): Promise<void> {
  console.log(
    `  account ${aws.accountId}, data in ${aws.region}, QuickSight identities in ${aws.identityRegion} (which the program finds out)`,
  );
  for (const stack of stacks) {
    step(`pulumi up --stack ${stack}`);
    await workspace.run(["stack", "init", stack]);
    console.log(`  ${await up(workspace, stack)}`);
  }
  for (const namespace of ["default", "3rd-party"]) {
    step(`The people of namespace ${namespace}, as QuickSight lists them`);
    await printPeople(aws, namespace);
  }
  step("What protects the data, and who opens what");
  await printSlices(aws);
  step(
    "Another team puts a data set of its own on the tenant's data source, from the stack's outputs",
  );
  console.log(`  ${await deployConsumer(aws, workspace)}`);
  step("A change that turns off TLS to the database, with the policy pack");
  console.log(indent(await tryViolation(workspace)));
  step("npx qsgov plan --stack dev-default, with an export that lost most of its rows");
  console.log(indent(await planLostRows(workspace, membership)));
  step("pulumi up once more: nothing has changed, so nothing may be written");
  await resetCalls(aws);
  for (const stack of stacks) console.log(`  ${stack}: ${await up(workspace, stack)}`);
  reportCalls(aws);
}

async function tearDown(workspace: PulumiWorkspace): Promise<void> {
  step("pulumi destroy: the guard asks before people go, and some things stay on purpose");
  for (const { stack, refusals, retained } of await destroyStacks(workspace)) {
    const asked = refusals === 0 ? "" : ", after the guard was given the hash of exactly this plan";
    console.log(`  ${stack}: destroyed${asked}`);
    for (const line of retained) console.log(`    stays: ${line}`);
  }
}

/** Deploys the example of another team, with the rights of that team, into the same state, and removes it again. */
async function deployConsumer(aws: LocalAws, workspace: PulumiWorkspace): Promise<string> {
  const team = await aws.createDeployer({ data: consumerPolicy(aws) }, "team-reports");
  const consumer = await createWorkspace({
    program: "examples/consumer",
    environment: { ...workspace.environment, ...team },
  });
  try {
    await consumer.run(["stack", "init", "dev"]);
    const summary = await up(consumer, "dev");
    await consumer.run(["destroy", "--yes", "--skip-preview", "--stack", "dev"]);
    return summary;
  } finally {
    await consumer.close();
  }
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}

/** Deploys, and sums up in the engine's own words: `Resources: 17 created`. */
async function up(workspace: PulumiWorkspace, stack: string): Promise<string> {
  const { stdout } = await workspace.run(["up", "--yes", "--skip-preview", "--stack", stack]);
  const [, summary = ""] = /Resources:\n([\s\S]*?)\n\n/.exec(stdout) ?? [];
  return summary.replaceAll(/\s+/g, " ").trim();
}

async function resetCalls(aws: LocalAws): Promise<void> {
  await fetch(`${aws.simulator.url}/_sim/calls`, { method: "POST" });
}

function reportCalls(aws: LocalAws): void {
  const calls = Object.entries(aws.simulator.calls());
  const writes = calls.filter(([operation]) => !/^(Describe|List|Search|Get)/.test(operation));
  const count = (list: typeof calls) => list.reduce((sum, [, times]) => sum + times, 0);
  const listing = calls.map(([operation, times]) => `${operation} ${times}`).join(", ");
  console.log(
    `  QuickSight was called ${count(calls)} times (${listing}) and written to ${count(writes)} times`,
  );
  if (writes.length > 0) throw new Error("a second `pulumi up` wrote to QuickSight");
}

async function keep(aws: LocalAws, workspace: PulumiWorkspace): Promise<void> {
  step("Everything stays up. In another terminal, from this folder:");
  const exports = Object.entries(workspace.environment).map(
    ([name, value]) => `export ${name}='${value}'`,
  );
  console.log(`
${exports.join("\n")}
cd ${workspace.directory}

aws quicksight list-users --aws-account-id ${aws.accountId} --namespace default --region ${aws.identityRegion}
pulumi preview --diff --stack dev-default

Simulator: ${aws.simulator.url} (control routes: local/simulator/README.md)
Press Ctrl-C to end it all.`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
}

function readOptions(): { keep: boolean; membership?: string } | undefined {
  try {
    const { values } = parseArgs({
      options: { keep: { type: "boolean", default: false }, membership: { type: "string" } },
    });
    return values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return undefined;
  }
}

function step(title: string): void {
  const seconds = ((Date.now() - started) / 1000).toFixed(0).padStart(3);
  console.log(`\n[${seconds} s] ${title}`);
}
