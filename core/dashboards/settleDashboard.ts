import {
  ConflictException,
  CreateDashboardCommand,
  type DashboardVersionDefinition,
  type DashboardVersionSummary,
  DescribeDashboardCommand,
  paginateListDashboardVersions,
  type QuickSightClient,
  ResourceExistsException,
  ResourceNotFoundException,
  UpdateDashboardCommand,
  UpdateDashboardPublishedVersionCommand,
} from "@aws-sdk/client-quicksight";
import { follow } from "../aws/follow.ts";
import type { Standing } from "../aws/standing.ts";
import { untilAborted } from "../aws/untilAborted.ts";
import { dashboardVersion, published } from "./dashboardVersion.ts";
import { type DesiredDashboard, isMark, markOf } from "./desiredDashboard.ts";

/** How {@link settleDashboard} waits. */
export interface SettleOptions {
  /** Ends the waiting at once; what AWS does goes on. */
  readonly signal: AbortSignal;
  /** Gets told, at every look, how the version stands that is waited for. */
  readonly onLook: (standing: Standing) => void;
}

/** How often a change is tried that meets another one. */
const tries = 3;

/**
 * Makes a dashboard what it should be: makes it, or a version of it, waits until AWS has built that, and publishes it then. A version that
 * cannot be built leaves published what is. Whatever an earlier run has done is not done again: a version of this definition that is
 * there, or being built, is the one that is waited for and published.
 *
 * @returns how it ended: `published`, or what is wrong with the version; still `running` after ten minutes
 * @throws the reason of the signal, an error of AWS, and when the id is that of a dashboard that was not made here
 */
export async function settleDashboard(
  client: QuickSightClient,
  desired: DesiredDashboard,
  { signal, onLook }: SettleOptions,
): Promise<Standing> {
  const { accountId, dashboardId, name: displayName } = desired;
  const definition = JSON.parse(desired.definition) as DashboardVersionDefinition;
  const address = { AwsAccountId: accountId, DashboardId: dashboardId };
  const wait = (version: number) => {
    const followed = { accountId, subject: `${dashboardId}/${version}`, displayName };
    return follow(
      dashboardVersion(definition),
      client,
      { ...followed, wanted: published },
      { signal, onLook },
    );
  };
  const made = await create(client, desired, definition);
  const { version, publishes } = made ? { version: 1, publishes: 1 } : await change();
  const standing = await wait(version);
  if (standing.is !== "done") return standing;
  if (version !== publishes) {
    await untilAborted(signal, () =>
      client.send(
        new UpdateDashboardPublishedVersionCommand({ ...address, VersionNumber: version }),
      ),
    );
  }
  return { is: "done", text: published, mark: standing.mark };

  /** The version that has the definition, of a dashboard that is there: an earlier one, or one that is made now. */
  async function change(): Promise<{ version: number; publishes: number | undefined }> {
    for (let left = tries; ; left -= 1) {
      const { Dashboard } = await client.send(new DescribeDashboardCommand(address));
      const publishes = Dashboard?.Version?.VersionNumber;
      const versions = await listVersions(client, address);
      if (!versions.some(({ Description }) => isMark(Description))) throw notOurs(desired);
      const known = Dashboard?.Name === displayName ? findBuilt(versions, desired) : undefined;
      if (known !== undefined) return { version: known, publishes };
      try {
        const { VersionArn = "" } = await client.send(
          new UpdateDashboardCommand({
            ...address,
            Name: displayName,
            Definition: definition,
            VersionDescription: markOf(desired.definition),
          }),
        );
        return { version: Number(VersionArn.slice(VersionArn.lastIndexOf("/") + 1)), publishes };
      } catch (error) {
        if (!(error instanceof ConflictException) || left === 1) throw error;
        // Somebody else's version is being built, or one of a definition before this.
        await wait(Math.max(...versions.map(({ VersionNumber = 0 }) => VersionNumber)));
      }
    }
  }
}

/** Makes the dashboard; false where there is one of this id. */
async function create(
  client: QuickSightClient,
  { accountId, dashboardId, name, definition, tags }: DesiredDashboard,
  Definition: DashboardVersionDefinition,
): Promise<boolean> {
  const address = { AwsAccountId: accountId, DashboardId: dashboardId };
  try {
    await client.send(new DescribeDashboardCommand(address));
    return false;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  try {
    await client.send(
      new CreateDashboardCommand({
        ...address,
        ...{ Name: name, Definition, VersionDescription: markOf(definition) },
        ...(Tags.length === 0 ? {} : { Tags }),
      }),
    );
    return true;
  } catch (error) {
    // One whose answer was lost, or that QuickSight did not show a moment ago.
    if (error instanceof ResourceExistsException) return false;
    throw error;
  }
}

async function listVersions(
  client: QuickSightClient,
  address: { readonly AwsAccountId: string; readonly DashboardId: string },
): Promise<DashboardVersionSummary[]> {
  const versions: DashboardVersionSummary[] = [];
  for await (const page of paginateListDashboardVersions({ client, pageSize: 100 }, address)) {
    versions.push(...(page.DashboardVersionSummaryList ?? []));
  }
  return versions;
}

/** The newest version of the definition that was built, or may be. */
function findBuilt(
  versions: readonly DashboardVersionSummary[],
  { definition }: DesiredDashboard,
): number | undefined {
  const mark = markOf(definition);
  const numbers = versions.flatMap(({ Description, Status, VersionNumber }) =>
    Description === mark && Status?.endsWith("_FAILED") !== true ? (VersionNumber ?? []) : [],
  );
  return numbers.length === 0 ? undefined : Math.max(...numbers);
}

function notOurs({ dashboardId }: DesiredDashboard): Error {
  return new Error(
    `there is a dashboard ${dashboardId} that was not made by this program, and nothing of it is changed; delete it, or have it made again under another id`,
  );
}
