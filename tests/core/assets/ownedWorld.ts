import {
  CreateAnalysisCommand,
  CreateFolderCommand,
  CreateGroupCommand,
  CreateTemplateCommand,
  CreateThemeCommand,
  type QuickSightClient,
  RegisterUserCommand,
} from "@aws-sdk/client-quicksight";
import { createQuickSight } from "../../../core/aws/createQuickSight.ts";
import type { DataRegion } from "../../../core/aws/dataRegion.ts";
import type { AssetKind } from "../../../core/assets/assetKinds.ts";
import { grantPermissions } from "../../../core/assets/grantPermissions.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import { groupArnOf, userArnOf } from "../../../core/aws/scope.ts";
import {
  createDashboard,
  createDataSet,
  createDataSource,
  showing,
} from "../../simulator/support/assets.ts";
import { createPlain } from "../../simulator/support/plainAssets.ts";
import {
  scope,
  type SimulatedNamespace,
  simulateNamespace,
} from "../../support/simulatedNamespace.ts";

/** A simulated namespace with three authors and a group, whose assets are in another Region. */
export interface OwnedWorld extends SimulatedNamespace {
  /** A client of the first data Region, `eu-west-1`. */
  readonly data: QuickSightClient;
  /** Two data Regions; only the first has anything unless a test says otherwise. */
  readonly regions: readonly [here: DataRegion, there: DataRegion];
  /**
   * Creates an asset with these owners; its name is its id unless one is given. Flows and apps have ids of their own, so that
   * the id is answered.
   */
  create(
    kind: AssetKind,
    id: string,
    owners: readonly string[],
    name?: string,
    region?: DataRegion,
  ): Promise<string>;
}

export const accountId = scope.accountId;
export const successor = groupArnOf(scope, "successors");
export const ana = userArnOf(scope, "ana@x.com");
export const bob = userArnOf(scope, "bob@x.com");
export const eve = userArnOf(scope, "eve@x.com");

/** Starts the simulator with ana, bob and eve, and the group that inherits. */
export async function simulateOwned(): Promise<OwnedWorld> {
  const world = await simulateNamespace();
  world.simulator.reset({ assetDelayMs: 0, ingestionDelayMs: 0 });
  const [here, there] = ["eu-west-1", "eu-central-1"].map((region) => ({
    region,
    client: createQuickSight({ ...world.connection, region }),
  })) as [DataRegion, DataRegion];
  const data = here.client;
  await addPeople(world);
  await createDataSource(data, "db");
  return {
    ...world,
    data,
    regions: [here, there],
    create: async (kind, id, owners, Name = id, { client } = here) => {
      const answer = await creations[kind](client, id, Name);
      const made = kind === "flow" || kind === "app" ? String(answer) : id;
      const Actions = permissionSet(kind, "owner");
      const permissions = owners.map((Principal) => ({ Principal, Actions }));
      const asset = { kind, id: made };
      if (owners.length > 0) await grantPermissions(client, accountId, asset, permissions);
      return made;
    },
    close: async () => {
      here.client.destroy();
      there.client.destroy();
      await world.close();
    },
  };
}

/** Registers ana, bob and eve as authors, and makes the group that inherits. */
export async function addPeople({ client }: Pick<SimulatedNamespace, "client">): Promise<void> {
  const inDefault = { AwsAccountId: accountId, Namespace: scope.namespace };
  const GroupName = successor.split("/").at(-1);
  await client.send(new CreateGroupCommand({ ...inDefault, GroupName }));
  for (const email of ["ana@x.com", "bob@x.com", "eve@x.com"]) {
    await client.send(
      new RegisterUserCommand({
        ...inDefault,
        IdentityType: "IAM",
        IamArn: `arn:aws:iam::${accountId}:role/${scope.federationRole}`,
        SessionName: email,
        Email: email,
        UserRole: "AUTHOR",
      }),
    );
  }
}

type Create = (client: QuickSightClient, id: string, Name: string) => Promise<unknown>;

const account = { AwsAccountId: accountId };

/** How to create an asset of each kind; where the API makes up ids, the answer is the id. */
const creations: Readonly<Record<AssetKind, Create>> = {
  dashboard: (client, id, Name) => createDashboard(client, id, { Name }),
  analysis: (client, AnalysisId, Name) =>
    client.send(new CreateAnalysisCommand({ ...account, AnalysisId, Name, Definition: showing() })),
  "data-set": (client, id, Name) => createDataSet(client, id, { Name }),
  "data-source": (client, id, Name) => createDataSource(client, id, { Name }),
  folder: (client, FolderId, Name) =>
    client.send(new CreateFolderCommand({ ...account, FolderId, Name })),
  theme: (client, ThemeId, Name) =>
    client.send(
      new CreateThemeCommand({
        ...{ ...account, ThemeId, Name, BaseThemeId: "CLASSIC", Configuration: {} },
      }),
    ),
  template: (client, TemplateId, Name) =>
    client.send(
      new CreateTemplateCommand({
        ...{ ...account, TemplateId, Name, Definition: { DataSetConfigurations: [] } },
      }),
    ),
  ...createPlain,
};
