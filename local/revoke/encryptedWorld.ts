import { Agent } from "node:https";
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  CreateDashboardCommand,
  CreateDataSetCommand,
  CreateDataSourceCommand,
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  CreateNamespaceCommand,
  QuickSightClient,
  RegisterUserCommand,
  UpdateKeyRegistrationCommand,
} from "@aws-sdk/client-quicksight";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import type { LocalAws } from "../startLocalAws.ts";

/** What a person sees who opens a dashboard. */
export interface SeenDashboard {
  readonly Opened: boolean;
  readonly Reason?: string;
  readonly DataSets: readonly { readonly Id: string; readonly Reason?: string }[];
}

/** An account with data that is encrypted with keys of the customer, and people who open it. */
export interface EncryptedWorld {
  readonly bucket: string;
  readonly kms: KMSClient;
  readonly s3: S3Client;
  readonly quicksight: QuickSightClient;
  /** Makes a key with an alias and registers it as the default beside those that were made before; its ARN. */
  makeKey(name: string): Promise<string>;
  /** Makes a data set in SPICE under the default key, and a dashboard of the same name that shows it to the person. */
  makeDashboard(name: string): Promise<void>;
  /** The person opens a dashboard. */
  open(dashboard: string): Promise<SeenDashboard>;
  /** Moves the clock of the simulator and of the trail. */
  advance(minutes: number): Promise<void>;
  close(): void;
}

/** What every part of the world is made with. */
interface Place {
  readonly AwsAccountId: string;
  /** The ARN of something of QuickSight's in the data Region. */
  readonly arn: (resource: string) => string;
  /** The ARN of somebody in the identity Region. */
  readonly who: (resource: string) => string;
  readonly control: (path: string, body: object) => Promise<object>;
}

const role = "quicksight-fed-users";
const email = "ana@oktank.com";
const tenants = ["default", "partner"] as const;

/** Furnishes local AWS: a governance bucket, two tenants, a person of one, a data source with a name and a password of its own. */
export async function encryptedWorld(aws: LocalAws): Promise<EncryptedWorld> {
  const { accountId: AwsAccountId, region, identityRegion, simulator } = aws;
  const credentials = { accessKeyId: AwsAccountId, secretAccessKey: "test" };
  const emulated = {
    ...{ region, credentials, endpoint: aws.rootEnvironment["AWS_ENDPOINT_URL"] ?? "" },
    requestHandler: { httpsAgent: new Agent({ ca: aws.certificate }) },
  };
  const simulated = { credentials, endpoint: simulator.url };
  const kms = new KMSClient(emulated);
  const quicksight = new QuickSightClient({ ...simulated, region });
  const place: Place = {
    AwsAccountId,
    arn: (resource) => `arn:aws:quicksight:${region}:${AwsAccountId}:${resource}`,
    who: (resource) => `arn:aws:quicksight:${identityRegion}:${AwsAccountId}:${resource}`,
    control: (path, body) => control(simulator.url, path, body),
  };
  const bucket = `quicksight-governance-${AwsAccountId}-${region}`;
  const s3 = new S3Client({ ...emulated, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const identity = new QuickSightClient({ ...simulated, region: identityRegion });
  await furnishPeople(identity, place);
  identity.destroy();
  const keys: string[] = [];
  return {
    ...{ bucket, kms, s3, quicksight },
    makeKey: async (name) => {
      const keyArn = await createKey(kms, name);
      keys.push(keyArn);
      const KeyRegistration = keys.map((KeyArn) => ({ KeyArn, DefaultKey: KeyArn === keyArn }));
      await quicksight.send(new UpdateKeyRegistrationCommand({ AwsAccountId, KeyRegistration }));
      return keyArn;
    },
    makeDashboard: (name) => makeDashboard(quicksight, place, name),
    open: (Dashboard) =>
      place.control("reads", {
        ...{ Dashboard, User: place.who(`user/default/${role}/${email}`) },
      }) as Promise<SeenDashboard>,
    advance: async (minutes) => {
      await place.control("clock", { advanceMs: minutes * 60_000 });
    },
    close: () => {
      kms.destroy();
      s3.destroy();
      quicksight.destroy();
    },
  };
}

async function control(url: string, path: string, body: object): Promise<object> {
  const response = await fetch(`${url}/_sim/${path}`, {
    ...{ method: "POST", body: JSON.stringify(body) },
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as object;
}

/** Two namespaces with a group each, and a person in that of `default`. */
async function furnishPeople(
  identity: QuickSightClient,
  { AwsAccountId, control: change }: Place,
): Promise<void> {
  const [, Namespace] = tenants;
  await identity.send(
    new CreateNamespaceCommand({ AwsAccountId, Namespace, IdentityStore: "QUICKSIGHT" }),
  );
  await change("clock", { advanceMs: 2_000 });
  for (const tenant of tenants) {
    await identity.send(
      new CreateGroupCommand({ AwsAccountId, Namespace: tenant, GroupName: "sales" }),
    );
  }
  const inDefault = { AwsAccountId, Namespace: "default" };
  await identity.send(
    new RegisterUserCommand({
      ...{ ...inDefault, IdentityType: "IAM", UserRole: "READER", Email: email },
      ...{ SessionName: email, IamArn: `arn:aws:iam::${AwsAccountId}:role/${role}` },
    }),
  );
  await change("clock", { advanceMs: 1_000 });
  await identity.send(
    new CreateGroupMembershipCommand({
      ...{ ...inDefault, GroupName: "sales", MemberName: `${role}/${email}` },
    }),
  );
}

async function createKey(kms: KMSClient, name: string): Promise<string> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const keyArn = KeyMetadata?.Arn ?? "";
  const AliasName = `alias/quicksight-governance-${name}`;
  await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: keyArn }));
  return keyArn;
}

async function makeDashboard(
  quicksight: QuickSightClient,
  { AwsAccountId, arn, who, control: change }: Place,
  name: string,
): Promise<void> {
  await quicksight.send(
    new CreateDataSourceCommand({
      ...{ AwsAccountId, DataSourceId: name, Name: name, Type: "POSTGRESQL" },
      DataSourceParameters: { PostgreSqlParameters: { Host: "db", Port: 5432, Database: name } },
      Credentials: { CredentialPair: { Username: "reader", Password: "not-to-be-seen" } },
    }),
  );
  const InputColumns = ["region", "amount"].map((Name) => ({ Name, Type: "STRING" as const }));
  const DataSourceArn = arn(`datasource/${name}`);
  await quicksight.send(
    new CreateDataSetCommand({
      ...{ AwsAccountId, DataSetId: name, Name: name, ImportMode: "SPICE" },
      PhysicalTableMap: { t: { RelationalTable: { DataSourceArn, Name: "t", InputColumns } } },
    }),
  );
  const DataSetArn = arn(`dataset/${name}`);
  const Actions = ["DescribeDashboard", "ListDashboardVersions", "QueryDashboard"].map(
    (action) => `quicksight:${action}`,
  );
  await quicksight.send(
    new CreateDashboardCommand({
      ...{ AwsAccountId, DashboardId: name, Name: `Dashboard of ${name}` },
      Definition: {
        DataSetIdentifierDeclarations: [{ Identifier: name, DataSetArn }],
        Sheets: [{ SheetId: "first", Name: "First" }],
      },
      Permissions: tenants.map((tenant) => ({ Principal: who(`group/${tenant}/sales`), Actions })),
    }),
  );
  await change("clock", { advanceMs: 2_000 });
}
