import { ListRefreshSchedulesCommand, type QuickSightClient } from "@aws-sdk/client-quicksight";
import { type AwsAccess, createQuickSight, describeError } from "@quicksight-governance/core/aws";
import {
  declaredIdOf,
  mostSchedules,
  type Problem,
  withScheduleIds,
} from "@quicksight-governance/core/settings";
import { scheduleNameOf } from "../components/refreshSchedules.ts";
import type { StackResources } from "./readState.ts";
import type { TenantSettings } from "./settings.ts";

/** What there is of schedules besides what the state has. */
export interface FoundSchedules {
  /** Those that a run of this stack made and its state has not: see `takeUp`. */
  readonly ids: ReadonlyMap<string, string>;
  readonly titles: readonly string[];
  /** Those that somebody else made, for a person. */
  readonly notices: readonly string[];
  /** Data sets that have no room for what is declared. */
  readonly problems: readonly Problem[];
}

const type = "aws:quicksight/refreshSchedule:RefreshSchedule";

/**
 * Looks at the schedules of each data set that declares some. What somebody made by hand stays, counts among the five that a data set may have, and
 * is told; what an earlier run made and was killed before it was in the state is taken up, as QuickSight makes none of an id twice.
 */
export async function findSchedules(
  { namespace, dataSets }: Pick<TenantSettings, "namespace" | "dataSets">,
  resources: StackResources,
  accountId: string,
  access: AwsAccess,
): Promise<FoundSchedules> {
  const declaring = Object.entries(dataSets).filter(([, { refresh }]) => refresh !== undefined);
  const ids = new Map<string, string>();
  const [titles, notices, problems]: [string[], string[], Problem[]] = [[], [], []];
  if (declaring.length === 0) return { ids, titles, notices, problems };
  const client = createQuickSight(access);
  try {
    for (const [key, { refresh = [] }] of declaring) {
      const where = `tenant.dataSets.${key}.refresh`;
      const dataSetId = declaredIdOf(namespace, key);
      const own = withScheduleIds(refresh);
      const found = await listSchedules(client, accountId, dataSetId);
      if (typeof found === "string") {
        notices.push(`${where}: which schedules there are cannot be looked at (${found})`);
        continue;
      }
      const others = found.filter((one) => !own.has(one) && !one.startsWith("qsgov-"));
      for (const one of found.filter((id) => own.has(id))) {
        const name = scheduleNameOf(`${namespace}-${key}`, one);
        const isHeld = Object.entries(resources).some(
          ([urn, resource]) => resource.type === type && urn.endsWith(`::${name}`),
        );
        if (isHeld) continue;
        ids.set(`${type}::${name}`, `${accountId},${dataSetId},${one}`);
        titles.push(`schedule ${one} of data set ${dataSetId}`);
      }
      if (others.length === 0) continue;
      if (own.size + others.length > mostSchedules) {
        const message = `${own.size} schedules and ${others.length} that somebody made by hand (${others.join(", ")}) are more than the ${mostSchedules} that QuickSight takes; delete those by hand, or leave some out here`;
        problems.push({ where, message });
      } else {
        notices.push(
          `${where}: ${others.length === 1 ? "a schedule" : "schedules"} that somebody made by hand ${others.length === 1 ? "stays" : "stay"} as well (${others.join(", ")})`,
        );
      }
    }
    return { ids, titles, notices, problems };
  } finally {
    client.destroy();
  }
}

/** The ids of a data set's schedules, none where it is not there; or why that is not known. */
async function listSchedules(
  client: QuickSightClient,
  accountId: string,
  DataSetId: string,
): Promise<string[] | string> {
  try {
    const input = { AwsAccountId: accountId, DataSetId };
    const { RefreshSchedules = [] } = await client.send(new ListRefreshSchedulesCommand(input));
    return RefreshSchedules.flatMap(({ ScheduleId }) => ScheduleId ?? []);
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return [];
    return describeError(error);
  }
}
