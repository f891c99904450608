import {
  CreateGroupCommand,
  type QuickSightClient,
  RegisterUserCommand,
} from "@aws-sdk/client-quicksight";
import { createQuickSight } from "../../../core/aws/createQuickSight.ts";
import type { DataRegion } from "../../../core/aws/dataRegion.ts";
import type { AssetKind } from "../../../core/assets/assetKinds.ts";
import { grantPermissions } from "../../../core/assets/grantPermissions.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import { groupArnOf, userArnOf } from "../../../core/aws/scope.ts";
import { createDataSource } from "../../simulator/support/assets.ts";
import { createAsset } from "../../simulator/support/createAsset.ts";
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
      const answer = await createAsset[kind](client, id, Name);
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
