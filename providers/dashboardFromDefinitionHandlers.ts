import {
  DeleteDashboardCommand,
  type QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { partitionOf, type Standing } from "@quicksight-governance/core/aws";
import { published, readDashboard, settleDashboard } from "@quicksight-governance/core/dashboards";
import { untilStopped } from "@quicksight-governance/core/reconcile";
import { atCancel } from "./atCancel.ts";
import { type DashboardState, identityFields } from "./dashboardState.ts";
import { everyTenSeconds } from "./everyTenSeconds.ts";
import { PartialFailure } from "./partialFailure.ts";
import { withPlainErrors } from "./plainError.ts";
import { retag, type Tags } from "./retag.ts";
import { say } from "./say.ts";
import { diffStored, type ProviderContext, stateOf, type Stored } from "./stored.ts";
import { withQuickSight } from "./withQuickSight.ts";

/** What differs, and whether it makes another resource. */
export function diffDashboard(
  olds: Stored<DashboardState>,
  news: Stored<DashboardState>,
): { changes: boolean; replaces: string[] } {
  return diffStored<DashboardState>(olds, news, identityFields);
}

/** Makes the dashboard, or takes up the one that a run made which was killed; waits until it is built. */
export function createDashboard(
  news: Stored<DashboardState>,
  context: ProviderContext,
): Promise<{ id: string; outs: DashboardState }> {
  return withPlainErrors(`making ${subjectOf(news)}`, () =>
    withQuickSight(news, context, async (client) => {
      const id = idOf(news);
      const untagged = { ...news, tags: "{}" };
      await settle(id, client, news, untagged);
      // One that was there has the tags of then.
      await retagDashboard(client, untagged, news);
      return { id, outs: stateOf(news) };
    }),
  );
}

/** Makes a version, and publishes it when it is built; also puts back what somebody published by hand. */
export function updateDashboard(
  id: string,
  olds: Stored<DashboardState>,
  news: Stored<DashboardState>,
  context: ProviderContext,
): Promise<{ outs: DashboardState }> {
  return withPlainErrors(`changing ${subjectOf(news)}`, () =>
    withQuickSight(news, context, async (client) => {
      const { name, definition, tags } = olds;
      await settle(id, client, news, { ...news, name, definition, tags });
      await retagDashboard(client, olds, news);
      return { outs: stateOf(news) };
    }),
  );
}

/** What people see of it now; gone only when QuickSight says so. */
export function readDashboardState(
  id: string,
  props: Stored<DashboardState>,
  context: ProviderContext,
): Promise<{ id: string; props?: DashboardState; inputs?: DashboardState }> {
  return withQuickSight(props, context, async (client) => {
    const found = await readDashboard(client, props);
    if (found === undefined) return { id: "" };
    const { name = props.name, standing } = found;
    const read = stateOf({ ...props, name, standing });
    return { id, props: read, inputs: read };
  });
}

/** Deletes the dashboard with all its versions; one that is gone is deleted. */
export function deleteDashboard(
  props: Stored<DashboardState>,
  context: ProviderContext,
): Promise<void> {
  const { accountId: AwsAccountId, dashboardId: DashboardId } = props;
  return withPlainErrors(`deleting ${subjectOf(props)}`, () =>
    withQuickSight(props, context, async (client) => {
      try {
        await client.send(new DeleteDashboardCommand({ AwsAccountId, DashboardId }));
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
      }
    }),
  );
}

/**
 * Brings the dashboard to the state for the engine: stopped by Ctrl-C and signals, with its progress as messages of the stack.
 *
 * @param before what people see where it fails: the next preview compares with that
 * @throws {PartialFailure} when it was not built, when it takes too long, and when it was stopped
 */
async function settle(
  id: string,
  client: QuickSightClient,
  news: Stored<DashboardState>,
  before: Stored<DashboardState>,
): Promise<void> {
  const task = `building dashboard ${news.name}`;
  let last: Standing | undefined;
  const fail = ({ text }: Standing, reason: string) =>
    new PartialFailure(id, { ...before, standing: text }, reason);
  const told = everyTenSeconds((text: string) => {
    say(task, text);
  });
  const desired = { ...news, tags: JSON.parse(news.tags) as Record<string, string> };
  const standing = await untilStopped(async (signal) => {
    try {
      return await settleDashboard(client, desired, {
        signal,
        onLook: (seen) => {
          last = seen;
          if (seen.is === "running") told(seen.text);
        },
      });
    } catch (error) {
      if (!signal.aborted || last === undefined) throw error;
      const { message } = signal.reason as Error;
      const { text } = last;
      throw fail(
        last,
        `${message}: ${task} goes on at QuickSight (${text}); run it again to finish it`,
      );
    }
  }, atCancel);
  if (standing.text === published) return;
  const still = "what was published before stays";
  throw standing.is === "wrong"
    ? fail(standing, `${standing.problem ?? standing.text}\n${still}`)
    : fail(standing, `${task} is not over (${standing.text}); ${still}. Run it again to follow it`);
}

/** Its tags, as they are, and as they should be. */
async function retagDashboard(
  client: QuickSightClient,
  olds: DashboardState,
  news: DashboardState,
): Promise<void> {
  const { accountId, region, dashboardId } = news;
  const arn = `arn:${partitionOf(region)}:quicksight:${region}:${accountId}:dashboard/${dashboardId}`;
  const [before, after] = [olds, news].map(({ tags }) => JSON.parse(tags) as Tags);
  await retag(client, arn, before ?? {}, after ?? {});
}

/** What an error is about. */
function subjectOf({ name, dashboardId }: DashboardState): string {
  return `dashboard ${name} (${dashboardId})`;
}

function idOf({ accountId, region, dashboardId }: DashboardState): string {
  return [accountId, region, dashboardId].join("/");
}
