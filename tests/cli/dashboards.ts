import {
  CreateGroupCommand,
  DescribeDashboardPermissionsCommand,
  type QuickSightClient,
  UpdateDashboardPermissionsCommand,
} from "@aws-sdk/client-quicksight";
import type { Simulator } from "../../local/simulator/startSimulator.ts";
import { permissionSet } from "../../core/assets/permissionSet.ts";
import { createQuickSight } from "../../core/aws/createQuickSight.ts";
import { createDashboard, createDataSet, createDataSource } from "../simulator/support/assets.ts";
import { accountId } from "./qsgov.ts";

/** Where the dashboards are; the people are in us-east-1. */
export const dataRegion = "eu-west-1";

const prefix = "quicksight-fed-";

function permissionsOf(kind: string, groups: readonly string[]) {
  return groups.map((group) => ({
    Principal: `arn:aws:quicksight:us-east-1:${accountId}:group/default/${prefix}${group}`,
    Actions: permissionSet(kind, "viewer"),
  }));
}

/** A client of the simulator for the tests of the command line; whoever opens it destroys it. */
export function openClient({ url }: Simulator, region: string): QuickSightClient {
  // The account's number is the key of its root user.
  const credentials = { accessKeyId: accountId, secretAccessKey: "test" };
  return createQuickSight({ region, endpoint: url, credentials });
}

/** Makes the groups in QuickSight, by their names in the settings. */
export async function makeGroups(simulator: Simulator, ...groups: string[]): Promise<void> {
  const client = openClient(simulator, "us-east-1");
  const address = { AwsAccountId: accountId, Namespace: "default" };
  for (const group of groups) {
    await client.send(new CreateGroupCommand({ ...address, GroupName: `${prefix}${group}` }));
  }
  client.destroy();
}

/** Makes a dashboard that is shared with groups, which must be there, as viewers. */
export async function shareDashboard(
  simulator: Simulator,
  { id, name = id }: { readonly id: string; readonly name?: string },
  ...groups: string[]
): Promise<void> {
  const client = openClient(simulator, dataRegion);
  const Permissions = permissionsOf("dashboard", groups);
  await createDashboard(client, id, { Name: name, ...(groups.length > 0 ? { Permissions } : {}) });
  client.destroy();
}

/** Shares a dashboard with everybody of the namespace. */
export async function shareWithAll(simulator: Simulator, DashboardId: string): Promise<void> {
  const client = openClient(simulator, dataRegion);
  await client.send(
    new UpdateDashboardPermissionsCommand({
      ...{ AwsAccountId: accountId, DashboardId },
      GrantPermissions: [
        {
          Principal: `arn:aws:quicksight:us-east-1:${accountId}:namespace/default`,
          Actions: permissionSet("dashboard", "viewer"),
        },
      ],
    }),
  );
  client.destroy();
}

/** Makes a data set that is shared with groups as viewers. */
export async function shareDataSet(
  simulator: Simulator,
  id: string,
  ...groups: string[]
): Promise<void> {
  const client = openClient(simulator, dataRegion);
  await createDataSource(client, "db");
  await createDataSet(client, id, { Permissions: permissionsOf("data-set", groups) });
  client.destroy();
}

/** The groups that open a dashboard, by their names in the settings, sorted. */
export async function groupsOn(simulator: Simulator, DashboardId: string): Promise<string[]> {
  const client = openClient(simulator, dataRegion);
  const { Permissions = [] } = await client.send(
    new DescribeDashboardPermissionsCommand({ AwsAccountId: accountId, DashboardId }),
  );
  client.destroy();
  return Permissions.map(({ Principal = "" }) => Principal.split(prefix).at(-1) ?? "").sort();
}
