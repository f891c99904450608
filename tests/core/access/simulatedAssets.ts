import {
  CreateAnalysisCommand,
  CreateGroupCommand,
  CreateNamespaceCommand,
  DeleteAnalysisCommand,
  type QuickSightClient,
  type ResourcePermission,
} from "@aws-sdk/client-quicksight";
import type { GovernedAccess } from "../../../core/access/governedAccess.ts";
import type { Grant } from "../../../core/access/grant.ts";
import type { Level } from "../../../core/assets/kindRow.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import { createQuickSight } from "../../../core/aws/createQuickSight.ts";
import { defaultGuard } from "../../../core/settings/guardSettings.ts";
import { groupArnOf, groupNameOf } from "../../../core/aws/scope.ts";
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

/** A simulated namespace whose account has assets in another Region than its people. */
export interface SimulatedAssets extends SimulatedNamespace {
  /** A client of the data Region. */
  readonly data: QuickSightClient;
}

export const dataRegion = "eu-west-1";

/** Twelve dashboards: two for `critical`, one confidential, two with the same name, and others. */
export const dashboards = [
  { id: "sales-critical", name: "Sales Results - Critical" },
  { id: "field-operations", name: "Field Operations Dashboard" },
  { id: "sales-confidential", name: "Sales Results - Highly Confidential" },
  { id: "marketing-kpis", name: "Marketing KPIs" },
  { id: "copy-1", name: "Untitled" },
  { id: "copy-2", name: "Untitled" },
  ...Array.from({ length: 6 }, (_, index) => ({ id: `other-${index}`, name: `Other ${index}` })),
].map((dashboard) => ({ kind: "dashboard", ...dashboard }));

/** What the sample gives: the groups of the tenant `default` with their dashboards. */
export const sampleAccess = [
  { group: "critical", dashboards: ["Sales Results - Critical", "Field Operations Dashboard"] },
  { group: "highlyconfidential", dashboards: ["sales-confidential"] },
  { group: "bi-developer", all: "owner" },
  { group: "bi-admin", all: "owner" },
  { group: "power-reader", all: "viewer" },
] as const;

export const groups = [...sampleAccess.map(({ group }) => group), "vanished"];
export const otherGroupArn = groupArnOf({ ...scope, namespace: "3rd-party" }, "3rd-party");

/** What these grants make of the namespace's access, with the default guard but for what is given. */
export function govern(
  grants: readonly Grant[],
  former: readonly Grant[] = [],
  rest: Partial<GovernedAccess> = {},
): GovernedAccess {
  return { scope, dataRegion, grants, former, guard: defaultGuard, uncertain: [], ...rest };
}

/** One whole set for a group of ours. */
export function permission(
  kind: string,
  group: string,
  level: Level = "viewer",
): ResourcePermission {
  return { Principal: groupArnOf(scope, group), Actions: permissionSet(kind, level) };
}

/**
 * Starts the simulator with the dashboards, two data sets on one data source, an analysis, a deleted analysis, a dashboard and
 * a data set that this program declares, and a group of another namespace that sees one dashboard.
 */
export async function simulateAssets(): Promise<SimulatedAssets> {
  const world = await simulateNamespace();
  world.simulator.reset({ namespaceDelayMs: 0, assetDelayMs: 0 });
  const data = createQuickSight({ ...world.connection, region: dataRegion });
  const account = { AwsAccountId: scope.accountId };
  const Namespace = "3rd-party";
  await world.client.send(
    new CreateNamespaceCommand({ ...account, Namespace, IdentityStore: "QUICKSIGHT" }),
  );
  const addGroup = async (group: string, namespace = scope.namespace) => {
    const GroupName = groupNameOf(scope, group);
    await world.client.send(
      new CreateGroupCommand({ ...account, Namespace: namespace, GroupName }),
    );
  };
  for (const group of groups) await addGroup(group);
  await addGroup("3rd-party", Namespace);
  for (const { id, name } of dashboards) await createDashboard(data, id, { Name: name });
  await createDashboard(data, "of-others", {
    Permissions: [{ Principal: otherGroupArn, Actions: permissionSet("dashboard", "viewer") }],
  });
  await createDashboard(data, "qsgov-own", { Permissions: [permission("dashboard", "vanished")] });
  await createDataSource(data, "db");
  await createDataSet(data, "revenue");
  await createDataSet(data, "people", { Permissions: [permission("data-set", "critical")] });
  await createDataSet(data, "qsgov-rules");
  for (const AnalysisId of ["draft", "deleted"]) {
    const Definition = showing("revenue");
    await data.send(
      new CreateAnalysisCommand({ ...account, AnalysisId, Name: AnalysisId, Definition }),
    );
  }
  await data.send(new DeleteAnalysisCommand({ ...account, AnalysisId: "deleted" }));
  return {
    ...world,
    data,
    close: async () => {
      data.destroy();
      await world.close();
    },
  };
}
