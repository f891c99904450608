import type { KMSClient } from "@aws-sdk/client-kms";
import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import type { Asset } from "../../assets/asset.ts";
import { findUses } from "../../assets/findUses.ts";
import { readPermissions } from "../../assets/readPermissions.ts";
import { describeError } from "../../aws/describeError.ts";
import { mapParallel } from "../../aws/mapParallel.ts";
import { listDataSets } from "../audit/listDataSets.ts";
import { findKeyGrants, type KeyGrants } from "../findKeyGrants.ts";
import { readRegistered } from "../registration/readRegistered.ts";
import { type Dark, traceDark } from "./dark.ts";

/**
 * What nobody can open while QuickSight may not use a key: by the grants on it, and by what is built on what they are for. Everything is
 * only read; what cannot be read is said, and keeps nobody from acting.
 *
 * @param client one of the key's Region, where the data is; so is `kms`
 */
export async function findDark(
  client: QuickSightClient,
  accountId: string,
  keyArn: string,
  kms: KMSClient,
): Promise<Dark> {
  const unknown: string[] = [];
  const trying = noting(unknown);
  const registered = await trying(
    "which keys are registered; allow quicksight:DescribeKeyRegistration",
    () => readRegistered(client, accountId),
    undefined,
  );
  const grants = await trying(
    "what is encrypted with the key; allow kms:ListGrants on it",
    () => findKeyGrants(kms, keyArn),
    { encrypted: [], unnamed: [], others: [] } satisfies KeyGrants,
  );
  const dataSets = await trying(
    "which data sets there are; allow quicksight:ListDataSets",
    () => listDataSets(client, accountId),
    [],
  );
  const used = await trying(
    "what is built on the data; allow quicksight:ListDashboards, ListAnalyses, ListDataSets and ListTopics",
    () =>
      grants.encrypted.length === 0
        ? Promise.resolve(undefined)
        : findUses(
            client,
            accountId,
            [...new Set([...dataSets.map(({ arn }) => arn), ...grants.encrypted])],
            new Set(),
          ),
    undefined,
  );
  for (const { asset, reason } of used?.unreadable ?? []) {
    unknown.push(`what ${asset.kind} ${asset.id} shows (${reason})`);
  }
  const traced = traceDark({
    encrypted: grants.encrypted,
    others: [...grants.unnamed, ...grants.others],
    dataSets,
    uses: used?.uses ?? new Map(),
  });
  const isRegistered = registered?.some(({ arn }) => arn === keyArn);
  return {
    ...traced,
    isRegistered,
    isDefault: registered?.some((key) => key.arn === keyArn && key.default),
    tenants: await findTenants(client, accountId, traced.dashboards, unknown),
    unknown,
  };
}

/** Makes a reading that is denied a gap that is told, so that nothing of what can be known is lost. */
function noting(unknown: string[]) {
  return async <Found>(what: string, read: () => Promise<Found>, otherwise: Found) => {
    try {
      return await read();
    } catch (error) {
      unknown.push(`${what} (${describeError(error)})`);
      return otherwise;
    }
  };
}

/** By namespace, how many of these dashboards somebody in it may open: by what the dashboards' own permissions say. */
async function findTenants(
  client: QuickSightClient,
  accountId: string,
  dashboards: readonly Asset[],
  unknown: string[],
): Promise<Dark["tenants"]> {
  const counts = new Map<string, number>();
  await mapParallel(dashboards, async (dashboard) => {
    try {
      const permissions = (await readPermissions(client, accountId, dashboard)) ?? [];
      const namespaces = permissions.map(({ Principal = "" }) => namespaceOf(Principal));
      for (const namespace of new Set(namespaces)) {
        if (namespace !== undefined) counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
      }
    } catch (error) {
      unknown.push(`who may open dashboard ${dashboard.id} (${describeError(error)})`);
    }
  });
  return [...counts]
    .map(([namespace, count]) => ({ namespace, dashboards: count }))
    .sort((a, b) => b.dashboards - a.dashboards || (a.namespace < b.namespace ? -1 : 1));
}

/** The namespace of a user, of a group, or itself. */
function namespaceOf(principal: string): string | undefined {
  return /:(?:user|group|namespace)\/([^/]+)/.exec(principal)?.[1];
}
