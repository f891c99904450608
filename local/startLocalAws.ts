import { createDeployer } from "./emulator/createDeployer.ts";
import { startEmulator } from "./emulator/startEmulator.ts";
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from "@quicksight-governance/simulator";

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
  createDeployer(policies: Readonly<Record<string, object>>): Promise<Record<string, string>>;
  close(): Promise<void>;
}

/** What differs from the usual: a data Region in Europe, identity in the United States. */
export interface LocalAwsOptions {
  readonly simulator?: SimulatorOptions;
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
  const emulator = await startEmulator({ accountId, region, ...emulatorPort });
  try {
    const simulator = await startSimulator({
      accountId,
      region,
      identityRegion,
      upstream: emulator.url,
      upstreamCa: emulator.certificate,
      ...lags,
      ...(options.ports === undefined ? {} : { port: options.ports.simulator }),
      ...options.simulator,
    });
    const quicksight = { AWS_ENDPOINT_URL_QUICKSIGHT: simulator.url };
    return {
      simulator,
      accountId,
      region,
      identityRegion,
      certificate: emulator.certificate,
      rootEnvironment: { ...emulator.rootEnvironment, ...quicksight },
      createDeployer: async (policies) => ({
        ...(await createDeployer(emulator, policies)),
        ...quicksight,
      }),
      close: async () => {
        await simulator.close();
        await emulator.close();
      },
    };
  } catch (error) {
    await emulator.close();
    throw error;
  }
}
