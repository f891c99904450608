import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { governOf } from "../../core/people/governOf.ts";
import type { Person } from "../../core/people/person.ts";
import { approvalVariable } from "../../core/reconcile/approval.ts";
import { parseTenant } from "../../core/settings/parseTenant.ts";
import { askAboutData } from "../../stacks/askAboutData.ts";
import type { StackResources } from "../../stacks/readState.ts";
import { type TenantInputs, tenantStack } from "../../stacks/tenant.ts";
import { collectResources } from "../support/collectResources.ts";
import { AwsAccountId, simulated } from "../simulator/support/simulated.ts";

const facts = {
  ...{ accountId: AwsAccountId, partition: "aws" },
  ...{ region: "eu-west-1", identityRegion: "us-east-1" },
};
const account = {
  ...{ kind: "account" as const, version: 1 as const, ...facts, namespaces: ["default"] },
  ...{ bucketName: "gov", bucketArn: "arn:aws:s3:::gov", parameterPrefix: "/gov", keyArns: {} },
  federationRoleName: "quicksight-fed-users",
  federationRoleArn: `arn:aws:iam::${AwsAccountId}:role/quicksight-fed-users`,
  dataRoleArn: `arn:aws:iam::${AwsAccountId}:role/data`,
};
/** The data source of the tenant. */
export const source = {
  ...{ type: "POSTGRESQL", name: "Warehouse", host: "db.x.com", port: 5432, database: "sales" },
  ...{ secret: "db", owners: ["admin"] },
};
/** A data set with rules about rows and columns, as the settings have it before they change. */
export const baseSet = {
  ...{ name: "Sales", source: "db", table: { name: "sales" }, owners: ["admin"] },
  ...{ columns: ["country", "segment", "salary", "city"], viewers: ["readers"] },
  rowRules: [
    { group: "usa", values: { country: "USA", segment: ["retail", "online"] } },
    { group: "gbr", values: { country: "GBR" } },
    { group: "all" },
  ],
  columnRules: [{ columns: ["salary"], groups: ["hr"] }],
};
const base = {
  ...{ namespace: "default", account: "organization/quicksight-governance/dev" },
  membership: { file: "data/membership.csv" },
  identity: {} as Record<string, unknown>,
  guard: {} as Record<string, unknown>,
  access: [] as object[],
  groups: {
    ...{ admin: { role: "ADMIN" }, dev: { role: "AUTHOR" }, readers: {}, everybody: {} },
    ...{ usa: {}, gbr: {}, mex: {}, all: {}, hr: {} },
  } as Record<string, object>,
  dataSources: { db: source } as Record<string, Partial<typeof source> & { viewers?: string[] }>,
  dataSets: { sales: baseSet } as Record<string, Partial<typeof baseSet> & object>,
};
/** The settings of the tenant, as a test changes them. */
export type Settings = typeof base;

const person = (session: string, ...groups: string[]): Person => {
  return { session, email: session, role: "READER", groups: ["everybody", ...groups] };
};
const many = (count: number, group: string) =>
  Array.from({ length: count }, (_, index) => person(`${group}${index}@x.com`, "readers", group));
const people = [...many(12, "usa"), ...many(3, "gbr"), ...many(3, "mex"), ...many(2, "all")];

/** What the stack is made of when the tenant is changed so. */
export function inputsOf(
  change: (settings: Settings) => void,
  region = facts.region,
): TenantInputs {
  const copy = structuredClone(base);
  change(copy);
  const { settings, problems } = parseTenant(copy);
  assert.deepEqual(problems, []);
  assert.ok(settings !== undefined);
  const place = { ...facts, region };
  const federationRole = account.federationRoleName;
  return {
    ...{ settings, facts: place, account },
    governed: governOf(settings, { ...place, federationRole }, { people, source: "m.csv" }),
    resolved: { grants: [], problems: [], uncertain: [], notices: [], remembered: new Map() },
    ...{ secretArns: new Map<string, string>(), fileVersions: new Map<string, string>() },
    ...{ kept: { dataSources: {}, dataSets: {} }, nativeGroups: new Set<string>() },
  };
}

const rules = "quicksight-governance:tenant:DataSet$quicksight-governance:tenant:RowRules$";

interface Projecting {
  readonly dataTransforms?: readonly {
    readonly projectOperation?: { projectedColumns: string[] };
  }[];
}

/** The columns that QuickSight answers with, where something becomes of those that are read. */
function shownBy({ logicalTableMaps = [] }: { logicalTableMaps?: readonly Projecting[] }) {
  const names = logicalTableMaps[0]?.dataTransforms?.at(-1)?.projectOperation?.projectedColumns;
  return names && { outputColumns: names.map((name) => ({ name, type: "STRING" })) };
}

/** What a state holds once these inputs are deployed: the mocked resources, with the ARNs that QuickSight gives. */
export async function deployed(inputs: TenantInputs): Promise<StackResources> {
  const { resources } = await collectResources(() => tenantStack(inputs));
  const place = `arn:aws:quicksight:${inputs.facts.region}:${AwsAccountId}`;
  const real = (value: unknown): unknown => {
    if (typeof value === "string") {
      return value
        .replace(/^arn:mock:aws:quicksight\/dataSet:DataSet\/(.+)$/, `${place}:dataset/qsgov-$1`)
        .replace(
          /^arn:mock:aws:quicksight\/dataSource:DataSource\/(.+)$/,
          `${place}:datasource/qsgov-$1`,
        );
    }
    if (Array.isArray(value)) return value.map(real);
    if (typeof value !== "object" || value === null || "text" in value) return value;
    // Mocks are handed a secret as an object around it; the engine tells what is in it.
    if (pulumi.runtime.specialSigKey in value) return real((value as { value?: unknown }).value);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, real(one)]));
  };
  return Object.fromEntries(
    resources.map(({ urn, inputs: own }) => {
      const [type = "", name = ""] = urn.split("::").slice(-2);
      const shortType = type.split("$").at(-1) ?? type;
      const outputs = real({ ...own, ...shownBy(own), arn: `arn:mock:${shortType}/${name}` });
      // A mocked URN has the type of one parent; the engine's have all.
      const ofRules = urn.replace(
        /::(quicksight-governance:tenant:DataFile\$.+-rules)$/,
        (_, end: string) => `::${rules}${end}`,
      );
      return [ofRules, { type: shortType, outputs: outputs as Record<string, unknown> }];
    }),
  );
}

/** Leaves the settings as they are. */
export const untouched = () => undefined;

/** How a test changes the tenant, and from what. */
interface Asked {
  readonly before?: (settings: Settings) => void;
  readonly reorder?: (state: StackResources) => StackResources;
  readonly region?: string;
  readonly kept?: (inputs: TenantInputs) => TenantInputs["kept"];
}

/** Runs a simulator for the suite that calls this, and asks the guard there what it says when a tenant is changed so; empty: nothing. */
export function asking() {
  const world = simulated();
  async function ask(
    change: (settings: Settings) => void,
    { before = untouched, reorder = (state) => state, region, kept }: Asked = {},
  ): Promise<string> {
    const state = reorder(await deployed(inputsOf(before)));
    const inputs = inputsOf(change, region);
    const connection = {
      ...{ region: inputs.facts.region, endpoint: world.url() },
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    };
    const keeping =
      kept === undefined
        ? inputs
        : { ...inputs, kept: kept(inputs), settings: { ...inputs.settings, dataSets: {} } };
    return (await askAboutData(state, keeping, connection)) ?? "";
  }
  return { world, ask };
}

/** The data set that rules keep. */
export function salesOf(settings: Settings): typeof baseSet {
  const { sales } = settings.dataSets;
  assert.ok(sales?.rowRules !== undefined && sales.columnRules !== undefined);
  return sales as typeof baseSet;
}

/** The hash that a refusal asks for. */
export function hashIn(refusal: string): string | undefined {
  return new RegExp(`${approvalVariable}=(\\w+)`).exec(refusal)?.[1];
}
