import { type DataUses, findUses } from "@quicksight-governance/core/assets";
import { type AwsAccess, createQuickSight } from "@quicksight-governance/core/aws";
import {
  dataGuard,
  type DeclaredAsset,
  describeDataStep,
  planTakings,
} from "@quicksight-governance/core/data";
import { askGuard } from "./askGuard.ts";
import { declaredData } from "./declaredData.ts";
import { readForGuard } from "./readForGuard.ts";
import { readRecorded } from "./readRecorded.ts";
import type { StackResources } from "./readState.ts";
import type { TenantInputs } from "./tenant.ts";
import { warn } from "./warn.ts";

/** Lines about who will see more: as many as a refusal has. */
const mostTold = 200;

/**
 * Why the guard refuses what a run would take from a tenant's data, or open; undefined when it does not, and then what people would see
 * more of is told, by name, as the engine shows it as a changed file. Who uses what goes is read from the account, and only where something
 * goes.
 */
export async function askAboutData(
  state: StackResources,
  { settings, kept, facts, governed: { scope, people, guard } }: TenantInputs,
  access: AwsAccess,
): Promise<string | undefined> {
  const { accountId, namespace } = scope;
  const recorded = await readRecorded(state, settings, { scope });
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
  const found = await findUsesOf(gone, changingIn(recorded, keptArns), accountId, access);
  const desired = { accountId, namespace, naming: scope, assets, people, guard };
  const actual = { assets: recorded, uses: new Map(), unreadable: [], ...found };
  const plan = planTakings(desired, actual);
  const refusal = askGuard(dataGuard, { desired, actual, plan });
  const opened = plan.steps.filter((step) => "before" in step);
  if (refusal === undefined && opened.length > 0) {
    const lines = opened.slice(0, mostTold).map((step) => `  - ${describeDataStep(step)}`);
    const rest = opened.length - lines.length;
    const more = rest > 0 ? [`  … and ${rest} more`] : [];
    await warn(["people will see more of the data of this tenant:", ...lines, ...more].join("\n"));
  }
  return refusal;
}

/** Ids of the data sets that change with what goes, or go too: not those that are kept, which go on to use it. */
function changingIn(
  recorded: readonly DeclaredAsset[],
  kept: ReadonlySet<string>,
): ReadonlySet<string> {
  return new Set(
    recorded.flatMap(({ kind, id, arn }) => (kind === "data-set" && !kept.has(arn) ? [id] : [])),
  );
}

/** Who uses what goes, in each Region where runs before had some of it. */
async function findUsesOf(
  gone: readonly string[],
  changing: ReadonlySet<string>,
  accountId: string,
  access: AwsAccess,
): Promise<DataUses | undefined> {
  if (gone.length === 0) return undefined;
  const what = {
    where: "tenant.dataSets",
    unknown: `who uses what would go (${gone.join(", ")})`,
    allow: "quicksight:ListDashboards, ListAnalyses, ListDataSets and ListTopics",
  };
  return readForGuard(what, async () => {
    const byRegion = Map.groupBy(gone, (arn) => arn.split(":")[3] ?? access.region);
    const found: DataUses[] = [];
    for (const [region, arns] of byRegion) {
      found.push(await lookUp(arns, changing, accountId, { ...access, region }));
    }
    return {
      uses: new Map(found.flatMap(({ uses }) => [...uses])),
      unreadable: found.flatMap(({ unreadable }) => unreadable),
    };
  });
}

async function lookUp(
  arns: readonly string[],
  changing: ReadonlySet<string>,
  accountId: string,
  access: AwsAccess,
): Promise<DataUses> {
  const client = createQuickSight(access);
  try {
    return await findUses(client, accountId, arns, changing);
  } finally {
    client.destroy();
  }
}
