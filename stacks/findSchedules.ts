import { ListRefreshSchedulesCommand, type QuickSightClient } from "@aws-sdk/client-quicksight";
import { declaredAssetPrefix } from "@quicksight-governance/core/assets";
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
      const isHeld = holds(resources, `${namespace}-${key}`);
      for (const one of found.filter((id) => own.has(id) && !isHeld(id))) {
        const name = scheduleNameOf(`${namespace}-${key}`, one);
        ids.set(`${type}::${name}`, `${accountId},${dataSetId},${one}`);
        titles.push(`schedule ${one} of data set ${dataSetId}`);
      }
      const others = found.filter((one) => !own.has(one));
      const going = others.filter(isHeld);
      const staying = others.filter((one) => !isHeld(one));
      const coming = [...own.keys()].filter((one) => !found.includes(one));
      const message = explainRoom({ count: own.size, staying, going, coming });
      if (message === undefined) notices.push(...describeOthers(where, staying));
      else problems.push({ where, message });
    }
    return { ids, titles, notices, problems };
  } finally {
    client.destroy();
  }
}

/** Which schedules of a data set the state has, by their ids. */
function holds(resources: StackResources, dataSetName: string): (id: string) => boolean {
  const urns = Object.entries(resources).flatMap(([urn, one]) => (one.type === type ? [urn] : []));
  return (id) => urns.some((urn) => urn.endsWith(`::${scheduleNameOf(dataSetName, id)}`));
}

/** Why the declared schedules cannot all be made; the engine makes what comes before it deletes what goes. */
function explainRoom(schedules: {
  readonly count: number;
  readonly staying: readonly string[];
  readonly going: readonly string[];
  readonly coming: readonly string[];
}): string | undefined {
  const { count, staying, going, coming } = schedules;
  const [most, others] = [mostSchedules, staying.join(", ")];
  const besides =
    staying.length === 0 ? "" : ` and ${staying.length} that are not declared (${others})`;
  if (count + staying.length > most) {
    return `${count} schedules${besides} are more than the ${most} that QuickSight takes; delete these, or leave some out here`;
  }
  if (coming.length === 0 || count + staying.length + going.length <= most) return undefined;
  return `${count} schedules${besides} leave no room while those are there that go (${going.join(", ")}), and QuickSight takes ${most}; leave the new ones (${coming.join(", ")}) out for one run`;
}

/** What is said of schedules that stay although nobody declares them. */
function describeOthers(where: string, staying: readonly string[]): string[] {
  const isOurs = (id: string) => id.startsWith(declaredAssetPrefix);
  const say = (ids: readonly string[], who: string, what: string) => {
    const [schedules, stay] = ids.length === 1 ? ["a schedule", "stays"] : ["schedules", "stay"];
    const text = `${where}: ${schedules} that ${who} ${stay} as well (${ids.join(", ")})${what}`;
    return ids.length === 0 ? [] : [text];
  };
  const todo =
    ", declared no more; delete what is too much (aws quicksight delete-refresh-schedule)";
  return [
    ...say(
      staying.filter((id) => !isOurs(id)),
      "somebody made by hand",
      "",
    ),
    ...say(staying.filter(isOurs), "a run made which was killed", todo),
  ];
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
