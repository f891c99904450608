import {
  DeleteDashboardCommand,
  type QuickSightClient,
  ResourceNotFoundException,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-quicksight";
import { createQuickSight, partitionOf, type Standing } from "@quicksight-governance/core/aws";
import { published, readDashboard, settleDashboard } from "@quicksight-governance/core/dashboards";
import { untilStopped } from "@quicksight-governance/core/reconcile";
import { atCancel } from "./atCancel.ts";
import { type DashboardState, identityFields } from "./dashboardState.ts";
import { everyTenSeconds } from "./everyTenSeconds.ts";
import { PartialFailure } from "./partialFailure.ts";
import { withPlainErrors } from "./plainError.ts";
import { say } from "./say.ts";
import { diffStored, type ProviderContext, stateOf, type Stored } from "./stored.ts";

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
    withClient(news, context, async (client) => {
      const id = idOf(news);
      await settle(id, client, news, news);
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
    withClient(news, context, async (client) => {
      const { name, definition, tags } = olds;
      await settle(id, client, news, { ...news, name, definition, tags });
      await retag(client, olds, news);
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
  return withClient(props, context, async (client) => {
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
    withClient(props, context, async (client) => {
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

async function retag(
  client: QuickSightClient,
  olds: DashboardState,
  news: DashboardState,
): Promise<void> {
  if (olds.tags === news.tags) return;
  const [before, after] = [olds, news].map(
    ({ tags }) => new Map(Object.entries(JSON.parse(tags) as Record<string, string>)),
  );
  const { accountId, region, dashboardId } = news;
  const ResourceArn = `arn:${partitionOf(region)}:quicksight:${region}:${accountId}:dashboard/${dashboardId}`;
  const Tags = [...(after ?? [])].map(([Key, Value]) => ({ Key, Value }));
  const TagKeys = [...(before?.keys() ?? [])].filter((key) => after?.has(key) !== true);
  if (Tags.length > 0) await client.send(new TagResourceCommand({ ResourceArn, Tags }));
  if (TagKeys.length > 0) await client.send(new UntagResourceCommand({ ResourceArn, TagKeys }));
}

async function withClient<T>(
  { region }: DashboardState,
  { profile }: ProviderContext,
  use: (client: QuickSightClient) => Promise<T>,
): Promise<T> {
  const client = createQuickSight({ region, profile });
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}

/** What an error is about. */
function subjectOf({ name, dashboardId }: DashboardState): string {
  return `dashboard ${name} (${dashboardId})`;
}

function idOf({ accountId, region, dashboardId }: DashboardState): string {
  return [accountId, region, dashboardId].join("/");
}
