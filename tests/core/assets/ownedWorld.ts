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
import { groupArnOf } from "../../../core/aws/scope.ts";
import type { OwnedKind } from "../../../core/assets/findOwned.ts";
import { ownerSet } from "../../../core/assets/ownerSet.ts";
import { userArnOf } from "../../../core/aws/scope.ts";
import {
  createDashboard,
  createDataSet,
  createDataSource,
  showing,
} from "../../simulator/support/assets.ts";
import {
  scope,
  type SimulatedNamespace,
  simulateNamespace,
} from "../../support/simulatedNamespace.ts";

/** A simulated namespace with three authors and a group, whose assets are in another Region. */
export interface OwnedWorld extends SimulatedNamespace {
  /** A client of the data Region. */
  readonly data: QuickSightClient;
  /** Creates an asset with these owners; its name is its id unless one is given. */
  create(kind: OwnedKind, id: string, owners: readonly string[], name?: string): Promise<void>;
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
  const data = createQuickSight({
    region: "eu-west-1",
    endpoint: world.simulator.url,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  await addPeople(world);
  await createDataSource(data, "db");
  return {
    ...world,
    data,
    create: (kind, id, owners, Name = id) => {
      const Permissions = owners.map((Principal) => ({ Principal, Actions: ownerSet(kind) }));
      const common = owners.length > 0 ? { Name, Permissions } : { Name };
      return createAsset(data, kind, id, common);
    },
    close: async () => {
      data.destroy();
      await world.close();
    },
  };
}

async function addPeople({ client }: SimulatedNamespace): Promise<void> {
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

interface Common {
  readonly Name: string;
  readonly Permissions?: { Principal: string; Actions: string[] }[];
}

async function createAsset(
  client: QuickSightClient,
  kind: OwnedKind,
  id: string,
  common: Common,
): Promise<void> {
  const input = { AwsAccountId: accountId, ...common };
  const Configuration = {};
  const Definition = { DataSetConfigurations: [] };
  switch (kind) {
    case "dashboard":
      return createDashboard(client, id, common);
    case "analysis":
      await client.send(
        new CreateAnalysisCommand({ ...input, AnalysisId: id, Definition: showing() }),
      );
      return;
    case "data-set":
      await createDataSet(client, id, common);
      return;
    case "data-source":
      return createDataSource(client, id, common);
    case "folder":
      await client.send(new CreateFolderCommand({ ...input, FolderId: id }));
      return;
    case "theme":
      await client.send(
        new CreateThemeCommand({ ...input, ThemeId: id, BaseThemeId: "CLASSIC", Configuration }),
      );
      return;
    case "template":
      await client.send(new CreateTemplateCommand({ ...input, TemplateId: id, Definition }));
  }
}
