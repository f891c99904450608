import { setTimeout as sleep } from "node:timers/promises";
import { spawnGuarded } from "../spawnGuarded.ts";
import { startLocalAws, type LocalAws } from "../startLocalAws.ts";
import { emergencyPolicy } from "./emergencyPolicy.ts";
import { type EncryptedWorld, encryptedWorld } from "./encryptedWorld.ts";

const dashboard = "orders";
const started = Date.now();
/** Ends what runs. */
const ends = new Set<() => void>();
process.exitCode = await main();

/** Rehearses docs/emergency.md on this machine: revoke a key, see that nobody opens anything, restore it; the exit code. */
async function main(): Promise<number> {
  step("Starting AWS on this machine, with a key, a data set under it and a dashboard for Ana");
  const aws = await startLocalAws({
    simulator: {
      ...{ membershipDelayMs: 0, searchDelayMs: 0, assetDelayMs: 0, ingestionDelayMs: 0 },
      ...{ namespaceDelayMs: 0, capacityPricing: true, revokeDelayMs: 15 * 60_000 },
    },
  });
  try {
    const world = await encryptedWorld(aws);
    await world.makeKey("main");
    await world.makeDashboard(dashboard);
    const policy = emergencyPolicy({ ...aws, bucket: world.bucket });
    const environment = await aws.createDeployer({ emergency: policy }, "on-call");
    try {
      await rehearse(aws, world, environment);
    } finally {
      world.close();
    }
    step("Everything went as docs/emergency.md says");
    return 0;
  } catch (error) {
    console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    for (const end of ends) end();
    await aws.close();
  }
}

async function rehearse(
  aws: LocalAws,
  world: EncryptedWorld,
  environment: Record<string, string>,
): Promise<void> {
  await see(world, true);
  for (const [command, opens] of [
    ["revoke", false],
    ["restore", true],
  ] as const) {
    const args = [command, "main", "--reason", "a drill"];
    step(`npx qsgov ${command} main --reason "a drill"`);
    const asked = await qsgov(args, environment, 3);
    await see(world, !opens);
    const hash = /--approve (\w{12})/.exec(asked)?.[1] ?? "";
    step(`npx qsgov ${command} main --reason "a drill" --approve ${hash}`);
    const running = qsgov([...args, "--approve", hash], environment, 0);
    if (!opens) await pass(world, running);
    await running;
    await see(world, opens);
  }
  const { region, accountId } = aws;
  console.log(`\n  account ${accountId}, ${region}`);
}

/** Lets the 15 minutes pass in which data may still open, five at a time, while the command waits. */
async function pass(world: EncryptedWorld, running: Promise<unknown>): Promise<void> {
  const over = { is: false };
  const end = () => {
    over.is = true;
  };
  void running.then(end, end);
  for (let minutes = 5; minutes <= 20 && !over.is; minutes += 5) {
    await sleep(6_000);
    await world.advance(5);
    console.log(`  — ${minutes} minutes later, by the clock of this AWS —`);
  }
}

async function see(world: EncryptedWorld, expected: boolean): Promise<void> {
  const { Opened, DataSets } = await world.open(dashboard);
  const why = DataSets.flatMap(({ Reason = [] }) => Reason).join("; ");
  console.log(`  Ana opens the dashboard: ${Opened ? "it opens" : `it does not open (${why})`}`);
  if (Opened !== expected) throw new Error(`Ana should see ${expected ? "it" : "nothing"}`);
}

function qsgov(
  args: readonly string[],
  environment: Record<string, string>,
  expected: number,
): Promise<string> {
  return new Promise((settle, reject) => {
    const { child, killAll } = spawnGuarded([process.execPath, "cli/main.ts", ...args], {
      ...{ env: { ...process.env, ...environment }, output: "pipe" },
    });
    ends.add(killAll);
    let said = "";
    child.stdout?.on("data", (text) => (said += String(text)));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (text) => process.stdout.write(String(text).replaceAll(/^(?=.)/gm, "  ")));
    }
    child.once("error", reject);
    child.once("close", (code, signal) => {
      killAll();
      ends.delete(killAll);
      if (code === expected) settle(said);
      else reject(new Error(`qsgov ended with ${signal ?? String(code)}, not ${expected}`));
    });
  });
}

function step(title: string): void {
  const seconds = ((Date.now() - started) / 1000).toFixed(0).padStart(3);
  console.log(`\n[${seconds} s] ${title}`);
}
