import assert from "node:assert/strict";
import {
  CloudTrailClient,
  type Event,
  type LookupAttribute,
  LookupEventsCommand,
} from "@aws-sdk/client-cloudtrail";
import { CreateKeyCommand, KMSClient, ListGrantsCommand } from "@aws-sdk/client-kms";
import {
  CreateIngestionCommand,
  DescribeIngestionCommand,
  type IngestionType,
  type QuickSightClient,
  UpdateKeyRegistrationCommand,
} from "@aws-sdk/client-quicksight";
import { addRecord, newAudit } from "../../../core/keys/audit/keyAudit.ts";
import { encryptionRows } from "../../../core/keys/audit/encryptionRows.ts";
import { arn, createDataSource } from "./assets.ts";
import { emulated } from "./emulated.ts";
import { allowing } from "./policies.ts";
import { AwsAccountId, simulated } from "./simulated.ts";

/** A record of CloudTrail, as far as tests read it. */
export interface TrailRecord {
  readonly eventName: string;
  readonly errorCode?: string;
  readonly [member: string]: unknown;
}

/** What a person sees who opens data. */
interface Reading {
  readonly Opened: boolean;
  readonly Reason?: string;
  readonly DataSets: readonly { Id: string; Opened: boolean; Reason?: string }[];
}

/** The principal of QuickSight. */
export const quicksight = "quicksight.amazonaws.com";
const region = "eu-west-1";
/** The data set of the tests. */
export const orders = arn("dataset/orders");
/** How grants and uses for it name it. */
export const constraints = { encryptionContextSubset: { "aws:quicksight:arn": orders } };

/** What the tests of encryption under keys of the customer have: a simulator, the emulator, two keys and a data source, new for every test. */
export function encrypted() {
  const simulation = simulated();
  const { options, changeTrail, deployerWith } = emulated(simulation);
  let kms: KMSClient;
  let trail: CloudTrailClient;
  let deployer: QuickSightClient;
  let first: string;
  let second: string;
  const make = async () => (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? "";

  beforeEach(async () => {
    await changeTrail({ lookupsPerSecond: 1000 });
    kms = new KMSClient(options());
    trail = new CloudTrailClient(options());
    deployer = await deployerWith(allowing("kms:CreateGrant"));
    [first, second] = [await make(), await make()];
    await createDataSource(deployer, "db");
  });
  afterEach(() => {
    kms.destroy();
    trail.destroy();
  });

  const register = (...keys: string[]) =>
    deployer.send(
      new UpdateKeyRegistrationCommand({
        AwsAccountId,
        KeyRegistration: keys.map((KeyArn, index) => ({ KeyArn, DefaultKey: index === 0 })),
      }),
    );
  const load = async (IngestionId: string, IngestionType?: IngestionType) => {
    const one = { AwsAccountId, DataSetId: "orders", IngestionId };
    await deployer.send(new CreateIngestionCommand({ ...one, IngestionType }));
    return (await deployer.send(new DescribeIngestionCommand(one))).Ingestion;
  };
  const control = async <T>(method: string, path: string, body?: unknown) => {
    const answer = await simulation.control(method, path, body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body as T;
  };
  const keyOf = async (of: string) =>
    (await control<Record<string, { KeyArn: string | null }>>("GET", "/_sim/keys"))[of]?.KeyArn;
  const read = (body: object = { DataSet: "orders" }) =>
    control<Reading>("POST", "/_sim/reads", body);
  const advance = (advanceMs: number) => control("POST", "/_sim/clock", { advanceMs });
  const events = async (attribute?: LookupAttribute): Promise<Event[]> => {
    const found: Event[] = [];
    let NextToken: string | undefined;
    do {
      const LookupAttributes = attribute === undefined ? undefined : [attribute];
      const page = await trail.send(new LookupEventsCommand({ LookupAttributes, NextToken }));
      found.push(...(page.Events ?? []));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return found;
  };
  /** What the audit of keys says of the data set, by the events alone. */
  const audited = async (defaultKey?: string) => {
    const audit = newAudit();
    for (const { CloudTrailEvent = "" } of await events()) {
      addRecord(audit, JSON.parse(CloudTrailEvent), { accountId: AwsAccountId, region });
    }
    const listed = { arn: orders, id: "orders", name: "orders", isInSpice: true };
    return encryptionRows(audit, [listed], { arn: defaultKey, from: "registration" })[0];
  };
  /** What QuickSight itself did with keys, the oldest first. */
  const uses = async (of = orders) =>
    (await events({ AttributeKey: "EventSource", AttributeValue: "kms.amazonaws.com" }))
      .map(({ CloudTrailEvent = "" }) => JSON.parse(CloudTrailEvent) as TrailRecord)
      .filter((one) => JSON.stringify(one["userIdentity"]).includes(quicksight))
      .filter((one) => JSON.stringify(one["requestParameters"]).includes(`"${of}"`))
      .reverse();
  const named = (records: readonly TrailRecord[]) =>
    records.map(({ eventName, errorCode }) =>
      errorCode === undefined ? eventName : `${eventName} ${errorCode}`,
    );
  const grantsOn = async (KeyId: string) =>
    ((await kms.send(new ListGrantsCommand({ KeyId }))).Grants ?? []).map(
      ({ GranteePrincipal, RetiringPrincipal, Operations, Constraints }) => ({
        ...{ GranteePrincipal, RetiringPrincipal, Operations },
        context: Constraints?.EncryptionContextSubset?.["aws:quicksight:arn"],
      }),
    );

  return {
    ...{
      simulation,
      options,
      register,
      load,
      control,
      keyOf,
      read,
      advance,
      events,
      audited,
      uses,
      named,
      grantsOn,
    },
    /** Clients and keys of the test that runs. */
    at: {
      get kms() {
        return kms;
      },
      get trail() {
        return trail;
      },
      get deployer() {
        return deployer;
      },
      get first() {
        return first;
      },
      get second() {
        return second;
      },
    },
  };
}
