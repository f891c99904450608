import { type AwsAccess, createQuickSight } from "@quicksight-governance/core/aws";
import { dataGuard, findUses, planTakings } from "@quicksight-governance/core/data";
import { askGuard } from "./askGuard.ts";
import { declaredData } from "./declaredData.ts";
import { findRecordedData } from "./findRecordedData.ts";
import { readForGuard } from "./readForGuard.ts";
import type { StackResources } from "./readState.ts";
import type { TenantInputs } from "./tenant.ts";

/**
 * Why the guard refuses what a run would take from a tenant's data, or open; undefined when it does not. Who uses what goes is
 * read from the account, and only where something goes.
 */
export async function askAboutData(
  state: StackResources,
  { settings, kept, facts, governed: { scope } }: TenantInputs,
  access: AwsAccess,
): Promise<string | undefined> {
  const { accountId, namespace } = scope;
  const recorded = await findRecordedData(state);
  const keptArns = new Set(
    declaredData({ ...settings, ...kept }, scope, facts.region).map(({ arn }) => arn),
  );
  // What is kept is declared as it is there, whatever the settings say of it.
  const assets = [
    ...declaredData(settings, scope, facts.region),
    ...recorded.filter(({ arn }) => keptArns.has(arn)),
  ];
  const stays = new Set(assets.map(({ arn }) => arn));
  const gone = recorded.filter(({ arn }) => !stays.has(arn)).map(({ arn }) => arn);
  const ours = new Set(recorded.flatMap(({ kind, id }) => (kind === "data-set" ? [id] : [])));
  const found =
    gone.length === 0
      ? undefined
      : await readForGuard(
          {
            where: "tenant.dataSets",
            unknown: `who uses what would go (${gone.join(", ")})`,
            allow: "quicksight:ListDashboards, ListAnalyses, ListDataSets and ListTopics",
          },
          () => lookUp(gone, ours, accountId, access),
        );
  const desired = { accountId, namespace, assets };
  const actual = { assets: recorded, uses: new Map(), unreadable: [], ...found };
  return askGuard(dataGuard, { desired, actual, plan: planTakings(desired, actual) });
}

/** In the Region where the last run had them. */
async function lookUp(
  arns: readonly string[],
  ours: ReadonlySet<string>,
  accountId: string,
  access: AwsAccess,
): ReturnType<typeof findUses> {
  const region = arns[0]?.split(":")[3] ?? access.region;
  const client = createQuickSight({ ...access, region });
  try {
    return await findUses(client, accountId, arns, ours);
  } finally {
    client.destroy();
  }
}
