import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDeployer } from "./emulator/createDeployer.ts";
import { type Emulator, startEmulator } from "./emulator/startEmulator.ts";
import {
  type AskedRight,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from "@quicksight-governance/simulator";

export type { AskedRight } from "@quicksight-governance/simulator";

/** AWS on this machine: the QuickSight simulator beside an emulator of the other services. */
export interface LocalAws {
  readonly simulator: Simulator;
  readonly accountId: string;
  /** Where QuickSight data, buckets and parameters are. */
  readonly region: string;
  /** Where QuickSight identity calls must go. */
  readonly identityRegion: string;
  /** The emulator's certificate as PEM: what a client in this process must trust. */
  readonly certificate: string;
  /** Environment of the account's root user, for any AWS SDK or CLI. */
  readonly rootEnvironment: Record<string, string>;
  /** Environment of a user who may do what these policies say, and nothing else. */
  createDeployer(
    policies: Readonly<Record<string, object>>,
    userName?: string,
  ): Promise<Record<string, string>>;
  /** Changes the clock and the limits of CloudTrail; the simulator's own clock is moved by its control route, and moves both. */
  readonly changeTrail: Emulator["changeTrail"];
  /** The rights that callers were asked for, by any service; empty unless `noteRights` is on. */
  rights(): readonly AskedRight[];
  close(): Promise<void>;
}

/** What differs from the usual: a data Region in Europe, identity in the United States. */
export interface LocalAwsOptions {
  readonly simulator?: SimulatorOptions;
  /** Notes the rights that callers are asked for. @default false */
  readonly noteRights?: boolean;
  /** @default free ports */
  readonly ports?: { readonly emulator: number; readonly simulator: number };
}

const accountId = "111122223333";
const region = "eu-west-1";
const identityRegion = "us-east-1";

/**
 * As at AWS, groups do not know for a while who was just registered, and searches what was just changed. How long is not documented;
 * this is long enough that a program meets it which does not wait, or which trusts a search.
 */
const lags: SimulatorOptions = { membershipDelayMs: 400, searchDelayMs: 400 };

/** Starts both on 127.0.0.1; ends what did start when one does not. */
export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const emulatorPort = options.ports === undefined ? {} : { port: options.ports.emulator };
  const { noteRights = false } = options;
  const notes = mkdtempSync(join(tmpdir(), "rights-"));
  const authorizations = join(notes, "rights.jsonl");
  const noted = noteRights ? { authorizations } : {};
  const emulator = await startEmulator({ accountId, region, ...emulatorPort, ...noted });
  try {
    const simulator = await startSimulator({
      accountId,
      region,
      identityRegion,
      noteRights,
      upstream: emulator.url,
      upstreamCa: emulator.certificate,
      ...lags,
      ...(options.ports === undefined ? {} : { port: options.ports.simulator }),
      ...options.simulator,
    });
    const quicksight = { AWS_ENDPOINT_URL_QUICKSIGHT: simulator.url };
    await emulator.changeFunctions(quicksight);
    return {
      simulator,
      accountId,
      region,
      identityRegion,
      certificate: emulator.certificate,
      rootEnvironment: { ...emulator.rootEnvironment, ...quicksight },
      changeTrail: (settings) => emulator.changeTrail(settings),
      createDeployer: async (policies, userName) => ({
        ...(await createDeployer(emulator, policies, userName)),
        ...quicksight,
      }),
      close: async () => {
        await simulator.close();
        await emulator.close();
        rmSync(notes, { recursive: true });
      },
      rights: () => [...simulator.rights(), ...(noteRights ? readRights(authorizations) : [])],
    };
  } catch (error) {
    await emulator.close();
    rmSync(notes, { recursive: true });
    throw error;
  }
}

function readRights(file: string): AskedRight[] {
  const lines = new Set(readFileSync(file, "utf8").trim().split("\n"));
  return [...lines].map((line) => JSON.parse(line) as AskedRight);
}
