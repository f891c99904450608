import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { CreateDashboardCommand, CreateGroupCommand } from "@aws-sdk/client-quicksight";
import { createQuickSight, groupNameOf } from "@quicksight-governance/core/aws";
import type { AccessRun } from "./accessOnce.ts";
import { type AccessSize, dashboardAt, groupAt } from "./drawGrants.ts";
import { scope } from "./scope.ts";
import { credentials, startSimulatorProcess } from "./startSimulatorProcess.ts";

const main = fileURLToPath(new URL("accessOnce.ts", import.meta.url));

/** What a run finds: dashboards that nobody has, or everything as it is to be. */
type AccessStep = "first grants" | "no change";

/** A run of access, with what it asked of the API. */
export interface MeasuredAccess extends Omit<AccessRun, "failed"> {
  readonly step: AccessStep;
  readonly calls: number;
  /** The fewest calls that do the same. */
  readonly fewest: number;
  readonly writes: number;
}

/**
 * The fewest calls that tell what groups may do with so many dashboards: the pages of their list, and the permissions of each; to give what
 * nobody has, one more for each. The API has no call for the permissions of several dashboards. Searches by group
 * (`DIRECT_QUICKSIGHT_VIEWER_OR_OWNER`) take fewer calls, and answer another question: they name no actions, so that a set that is not whole
 * passes for one, nothing of groups nobody asked about or of the whole namespace, and "may not reflect very recent updates" (API reference of SearchDashboards).
 */
function fewestAccessCalls(step: AccessStep, { dashboards }: AccessSize): number {
  const told = Math.max(1, Math.ceil(dashboards / 100)) + dashboards;
  return told + (step === "first grants" ? dashboards : 0);
}

/**
 * Makes dashboards and groups, gives them access in one run, and runs once more with nothing to do; the core is in a process of its own
 * both times.
 *
 * @throws Error when an operation failed
 */
export async function measureAccess(
  size: AccessSize,
  latencyMs = 0,
): Promise<readonly MeasuredAccess[]> {
  const simulator = await startSimulatorProcess({ latencyMs });
  try {
    await furnish(simulator.url, size);
    const measured: MeasuredAccess[] = [];
    for (const step of ["first grants", "no change"] as const) {
      await simulator.resetCalls();
      const { stdout } = await promisify(execFile)(process.execPath, [
        main,
        simulator.url,
        JSON.stringify(size),
      ]);
      const { failed, ...run } = JSON.parse(stdout) as AccessRun;
      if (failed.length > 0) throw new Error(`${failed.length} steps failed: ${failed[0] ?? ""}`);
      const calls = await countCalls(simulator.url);
      measured.push({ step, ...run, ...calls, fewest: fewestAccessCalls(step, size) });
    }
    return measured;
  } finally {
    await simulator.close();
  }
}

async function countCalls(url: string): Promise<{ calls: number; writes: number }> {
  const counts = (await (await fetch(`${url}/_sim/calls`)).json()) as Record<string, number>;
  const sum = (of: readonly [string, number][]) =>
    of.reduce((total, [, count]) => total + count, 0);
  const all = Object.entries(counts);
  return {
    calls: sum(all),
    writes: sum(all.filter(([name]) => !/^(List|Search|Describe|Get)/.test(name))),
  };
}

async function furnish(endpoint: string, { dashboards, groups }: AccessSize): Promise<void> {
  const client = createQuickSight({ region: scope.identityRegion, endpoint, credentials });
  const AwsAccountId = scope.accountId;
  const address = { AwsAccountId, Namespace: scope.namespace };
  const Definition = { DataSetIdentifierDeclarations: [] };
  await Promise.all([
    ...Array.from({ length: groups }, (_, index) =>
      client.send(
        new CreateGroupCommand({ ...address, GroupName: groupNameOf(scope, groupAt(index)) }),
      ),
    ),
    ...Array.from({ length: dashboards }, (_, index) =>
      client.send(
        new CreateDashboardCommand({
          ...{ AwsAccountId, DashboardId: dashboardAt(index), Name: `Dashboard ${index}` },
          Definition,
        }),
      ),
    ),
  ]);
  client.destroy();
}
