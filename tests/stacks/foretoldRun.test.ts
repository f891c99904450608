import assert from "node:assert/strict";
import { resolveFolders } from "../../core/access/folders/resolveFolders.ts";
import { landingAssetOf, withLandingPage } from "../../core/access/landingPage.ts";
import { resolveAccess } from "../../core/access/resolveAccess.ts";
import { ownData } from "../../core/access/folders/ownData.ts";
import { openIndex } from "../../core/explain/accessIndex.ts";
import { explainAsset } from "../../core/explain/explainAsset.ts";
import { foretell } from "../../core/explain/foretell.ts";
import type { Snapshot } from "../../core/explain/snapshot.ts";
import { withLandingData } from "../../core/landing/withLandingData.ts";
import { governOf } from "../../core/people/governOf.ts";
import { parseTenant } from "../../core/settings/parseTenant.ts";
import { assetAccessState } from "../../providers/assetAccessState.ts";
import { tokens } from "../../providers/tokens.ts";
import { foretoldRun } from "../../stacks/foretoldRun.ts";
import type { StackResources } from "../../stacks/readState.ts";
import { accessOf, folderAccessOf, type TenantInputs } from "../../stacks/tenant.ts";
import { asset, person, snapshotOf } from "../core/explain/explained.ts";

const facts = {
  ...{ accountId: "111122223333", partition: "aws" },
  ...{ region: "eu-west-1", identityRegion: "us-east-1" },
};
const federationRole = "quicksight-fed-users";
const account = {
  ...{ kind: "account" as const, version: 1 as const, ...facts, namespaces: ["default"] },
  ...{ bucketName: "gov", bucketArn: "arn:aws:s3:::gov", parameterPrefix: "/gov", keyArns: {} },
  ...{ federationRoleName: federationRole, federationRoleArn: "arn", dataRoleArn: "arn" },
};
const db = { type: "POSTGRESQL", name: "DB", host: "h", port: 1, database: "d", secret: "s" };
const orders = { name: "Orders", source: "db", table: { name: "t" }, columns: ["x"] };
const data = (viewers: readonly string[]) => ({
  ...{ dataSources: { db }, dataSets: { orders: { ...orders, viewers } } },
});
const ana = { session: "ana@x.com", email: "ana@x.com", role: "READER" as const, groups: ["usa"] };
const empty = snapshotOf(
  [{ ...person("ana", "quicksight-fed-usa"), role: "READER" }],
  [asset("dashboard", "sales", [], { name: "Sales" })],
);

/** What a stack works on with these settings in an account. */
function inputsOf(change: object, { assets }: Snapshot): TenantInputs {
  const { settings: parsed, problems } = parseTenant({
    ...{ namespace: "default", account: "organization/quicksight-governance/dev" },
    ...{ membership: { file: "m.csv" }, groups: { usa: {}, other: {} } },
    ...change,
  });
  assert.deepEqual(problems, []);
  assert.ok(parsed !== undefined);
  const settings = withLandingData(parsed);
  const known = {
    folders: assets
      .filter(({ kind }) => kind === "folder")
      .map((folder) => ({ ...folder, restricted: false })),
    ...{ assets, own: ownData(settings) },
  };
  const found = resolveAccess(settings.access, assets);
  return {
    ...{ settings, facts, account },
    governed: governOf(settings, { ...facts, federationRole }, { people: [ana], source: "m.csv" }),
    resolved: withLandingPage(found, landingAssetOf(settings)),
    folders: { ...resolveFolders(settings, known), there: known.folders },
    ...{ secretArns: new Map<string, string>(), fileVersions: new Map<string, string>() },
    ...{ kept: { dataSources: {}, dataSets: {} }, nativeGroups: new Set<string>() },
  };
}

/** The state that a run with these inputs leaves, as far as it is looked at. */
function stateOf(inputs: TenantInputs): StackResources {
  const { settings, folders } = inputs;
  const held = (type: string, output: string, keys: readonly string[]) =>
    keys.map((key) => [
      `${type}::${key}`,
      { type: `aws:quicksight/${type}`, outputs: { [output]: `qsgov-default-${key}` } },
    ]);
  const page = landingAssetOf(settings);
  const access = { ...assetAccessState(accessOf(inputs)) };
  return Object.fromEntries([
    ["access", { type: tokens.assetAccess, outputs: access }],
    ...(folders === undefined
      ? []
      : [
          [
            "folders",
            {
              type: tokens.assetAccess,
              outputs: { ...assetAccessState(folderAccessOf(inputs, folders)) },
            },
          ],
        ]),
    ...held("dataSource:DataSource", "dataSourceId", Object.keys(settings.dataSources)),
    ...held("dataSet:DataSet", "dataSetId", Object.keys(settings.dataSets)),
    ...(page === undefined
      ? []
      : [["page", { type: tokens.dashboardFromDefinition, outputs: { dashboardId: page.id } }]]),
  ]) as StackResources;
}

/** What ana can open, and as what, once settings follow others. */
function opened(first: object, second: object, change: (inputs: TenantInputs) => TenantInputs) {
  const before = inputsOf(first, empty);
  const { snapshot: there } = foretell(empty, foretoldRun(before, {}));
  const after = change(inputsOf(second, there));
  const { snapshot } = foretell(there, foretoldRun(after, stateOf(before)));
  const open = (account: Snapshot) => {
    const index = openIndex(account);
    return account.assets.flatMap((one) =>
      explainAsset(index, one).map(({ level }) => `${level} of ${one.kind} ${one.id}`),
    );
  };
  return { before: open(there).sort(), after: open(snapshot).sort(), snapshot };
}

const asIs = (inputs: TenantInputs) => inputs;

describe("what a run of a tenant's stack is foretold to do", () => {
  it("takes with a data set, a landing page or folders that go what they opened", () => {
    const folders = { f: { name: "F", viewers: ["usa"], dashboards: ["Sales"] } };
    const landing = { contact: "us" };
    const { before, after, snapshot } = opened({ ...data(["usa"]), folders, landing }, {}, asIs);
    assert.deepEqual(before, [
      "viewer of dashboard landing-page-default",
      "viewer of dashboard sales",
      "viewer of data-set qsgov-default-orders",
      "viewer of folder qsgov-default-f",
    ]);
    assert.deepEqual(after, []);
    assert.deepEqual(snapshot.assets.map(({ id }) => id).sort(), ["qsgov-default-f", "sales"]);
  });

  it("leaves data that waits as it is, for those groups that the settings still give it", () => {
    const waiting = (groups: Map<string, { owners: string[]; viewers: string[] }>) =>
      opened(data(["usa"]), data(["usa", "other"]), (inputs) => ({
        ...inputs,
        settings: { ...inputs.settings, dataSources: {}, dataSets: {} },
        kept: {
          ...{ dataSources: inputs.settings.dataSources, dataSets: inputs.settings.dataSets },
          groups,
        },
      }));
    const narrowed = new Map([["data-set/orders", { owners: [], viewers: [] }]]);
    assert.deepEqual(waiting(new Map()).after, ["viewer of data-set qsgov-default-orders"]);
    assert.deepEqual(waiting(narrowed).after, []);
    const { snapshot } = waiting(new Map());
    assert.equal(snapshot.assets.find(({ id }) => id === "qsgov-default-orders")?.grants.length, 1);
  });

  it("knows of data who had it by the state, also where it waits", () => {
    const inputs = inputsOf(data(["usa"]), empty);
    const permissions = [{ principal: "arn:usa", actions: ["quicksight:DescribeDataSet"] }];
    const state: StackResources = {
      set: {
        type: "aws:quicksight/dataSet:DataSet",
        outputs: { dataSetId: "qsgov-default-orders", permissions },
      },
    };
    const held = [{ kind: "data-set", id: "qsgov-default-orders", grants: permissions }];
    assert.deepEqual(foretoldRun(inputs, state).data?.former, held);
    const { dataSets } = inputs.settings;
    const waiting = (groups?: TenantInputs["kept"]["groups"]): TenantInputs => ({
      ...{ ...inputs, settings: { ...inputs.settings, dataSources: {}, dataSets: {} } },
      kept: { dataSources: {}, dataSets, ...(groups === undefined ? {} : { groups }) },
    });
    assert.deepEqual(foretoldRun(waiting(), state).data?.former, []);
    const narrowed = new Map([["data-set/orders", { owners: [], viewers: [] }]]);
    assert.deepEqual(foretoldRun(waiting(narrowed), state).data?.former, held);
  });
});
