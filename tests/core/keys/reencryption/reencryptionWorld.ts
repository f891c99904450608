import {
  CreateIngestionCommand,
  type Ingestion,
  type IngestionType,
  ListIngestionsCommand,
  QuickSightClient,
  UpdateKeyRegistrationCommand,
} from "@aws-sdk/client-quicksight";
import type { GovernedReencryption } from "../../../../core/keys/reencryption/governedReencryption.ts";
import { openReencryption } from "../../../../core/keys/reencryption/openReencryption.ts";
import type { FindClosed, FindUses } from "../../../../core/keys/reencryption/readReencryption.ts";
import type { ReencryptionStep } from "../../../../core/keys/reencryption/reencryptionStep.ts";
import { run, type RunOptions } from "../../../../core/reconcile/run.ts";
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from "../../../../local/simulator/startSimulator.ts";
import {
  createDataSet,
  createDataSource,
  type DataSetInput,
} from "../../../simulator/support/assets.ts";
import { type MemoryBucket, memoryBucket } from "../../../support/memoryBucket.ts";

export const AwsAccountId = "111122223333";
export const region = "eu-west-1";
/** The ARN of a key. */
export const key = (id: string) => `arn:aws:kms:${region}:${AwsAccountId}:key/${id}`;
/** The ARN of a data set. */
export const dataSetArn = (id: string) =>
  `arn:aws:quicksight:${region}:${AwsAccountId}:dataset/${id}`;

/** What differs from a run that sees all grants, loads ten data sets at once and has a ledger. */
export interface RunChanges extends Partial<RunOptions<GovernedReencryption, ReencryptionStep>> {
  readonly defaultKey?: string;
  readonly exceptTag?: GovernedReencryption["exceptTag"];
  readonly openRevoked?: boolean;
  readonly findUses?: FindUses;
  readonly findClosed?: FindClosed;
  readonly parallel?: number;
}

/** An account with data sets in SPICE, and a bucket for the ledger. */
export interface ReencryptionWorld {
  readonly simulator: Simulator;
  readonly client: QuickSightClient;
  readonly bucket: MemoryBucket;
  /** Registers keys; the first is the default. */
  register(...ids: string[]): Promise<void>;
  /** Makes data sets in SPICE, loaded under the key that is the default now. */
  addDataSets(ids: readonly string[], more?: DataSetInput): Promise<void>;
  load(id: string, ingestionId: string, type?: IngestionType): Promise<void>;
  /** The loads of a data set, the latest first. */
  loads(id: string): Promise<Ingestion[]>;
  /** How many loads of a data set runs began, whatever became of them. */
  begunLoads(id: string): Promise<number>;
  /** The key of each data set that is loaded; null: AWS's own. */
  keys(): Promise<Record<string, string | null>>;
  setFaults(...rules: object[]): Promise<void>;
  clearFaults(): Promise<void>;
  console(body: object): Promise<void>;
  /** Re-encrypts under key `b`, unless told otherwise. */
  run(changes?: RunChanges): ReturnType<typeof reencrypt>;
  close(): Promise<void>;
}

/** Grants as an account has them where nobody sees any. */
export const noGrants: FindUses = () => Promise.resolve({ uses: new Map(), unreadable: new Map() });

/** Keys of which none is revoked. */
export const allOpen: FindClosed = () => Promise.resolve({ closed: new Map(), unknown: new Map() });

function reencrypt(world: ReencryptionWorld, changes: RunChanges) {
  const { defaultKey = key("b"), exceptTag, openRevoked, ...others } = changes;
  const { findUses = seenGrants(world), findClosed = allOpen, parallel = 10, ...options } = others;
  const subject = openReencryption({ findUses, findClosed, parallel });
  return run(subject, {
    desired: { accountId: AwsAccountId, region, defaultKey, exceptTag, openRevoked },
    regions: { identity: region, data: [region] },
    connection: {
      endpoint: world.simulator.url,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    },
    lock: world.bucket.place,
    owner: "a test",
    approvals: [],
    ...options,
  });
}

/** Grants as KMS would list them: the simulator tells what is encrypted with what. */
export function seenGrants({
  simulator,
}: {
  readonly simulator: Pick<Simulator, "url">;
}): FindUses {
  return async (keyArns) => {
    const held = Object.entries(await keysOf(simulator));
    const uses = new Map(
      keyArns.map((keyArn) => [
        keyArn,
        held.filter(([, one]) => one === keyArn).map(([resource]) => resource),
      ]),
    );
    return { uses, unreadable: new Map() };
  };
}

async function keysOf({ url }: Pick<Simulator, "url">): Promise<Record<string, string | null>> {
  const answer = await fetch(`${url}/_sim/keys`);
  const shown = (await answer.json()) as Record<string, { KeyArn: string | null }>;
  return Object.fromEntries(Object.entries(shown).map(([arn, { KeyArn }]) => [arn, KeyArn]));
}

/** Starts the world with the data source `db`, and `a` and `b` registered, `a` the default. */
export async function startReencryption(
  options: SimulatorOptions = {},
): Promise<ReencryptionWorld> {
  const simulator = await startSimulator({
    ...{ namespaceDelayMs: 0, assetDelayMs: 0, ingestionDelayMs: 0, validateOutputs: true },
    ...options,
  });
  const client = new QuickSightClient({
    ...{ region, endpoint: simulator.url },
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const post = async (path: string, body: unknown, method = "POST") => {
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${simulator.url}${path}`, { method, ...text });
    if (!answer.ok) throw new Error(await answer.text());
  };
  const world: ReencryptionWorld = {
    ...{ simulator, client, bucket: memoryBucket() },
    register: async (...ids) => {
      const KeyRegistration = ids.map((id, index) => ({
        ...{ KeyArn: key(id), DefaultKey: index === 0 },
      }));
      await client.send(new UpdateKeyRegistrationCommand({ AwsAccountId, KeyRegistration }));
    },
    addDataSets: async (ids, more = {}) => {
      for (const id of ids) await createDataSet(client, id, { ImportMode: "SPICE", ...more });
    },
    load: async (DataSetId, IngestionId, IngestionType = "FULL_REFRESH") => {
      const one = { AwsAccountId, DataSetId, IngestionId, IngestionType };
      await client.send(new CreateIngestionCommand(one));
    },
    loads: async (DataSetId) => {
      const { Ingestions = [] } = await client.send(
        new ListIngestionsCommand({ AwsAccountId, DataSetId }),
      );
      return Ingestions;
    },
    begunLoads: async (id) =>
      (await world.loads(id)).filter(({ IngestionId }) => IngestionId?.startsWith("qsgov-")).length,
    keys: () => keysOf(simulator),
    setFaults: (...rules) => post("/_sim/faults", rules),
    clearFaults: () => post("/_sim/faults", undefined, "DELETE"),
    console: (body) => post("/_sim/console", body),
    run: (changes = {}) => reencrypt(world, changes),
    close: async () => {
      client.destroy();
      await simulator.close();
    },
  };
  await createDataSource(client, "db");
  await world.register("a", "b");
  return world;
}
