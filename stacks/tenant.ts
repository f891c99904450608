import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  type BothSettings,
  elsewhereOf,
  type FoundFolders,
  handedOverTo,
  listRemembered,
  type ResolvedAccess,
} from "@quicksight-governance/core/access";
import { groupNameOf, type NamespaceScope } from "@quicksight-governance/core/aws";
import type { GovernedNamespace, Person } from "@quicksight-governance/core/people";
import { landingDefinition } from "@quicksight-governance/core/landing";
import {
  formatProblems,
  landingKey,
  type TenantToPublish,
} from "@quicksight-governance/core/settings";
import type { DataSet } from "../components/dataSet.ts";
import { PublishedSettings } from "../components/publishedSettings.ts";
import { TenantNamespace } from "../components/tenantNamespace.ts";
import { AssetAccess } from "../providers/assetAccess.ts";
import { DashboardFromDefinition } from "../providers/dashboardFromDefinition.ts";
import { Roster } from "../providers/roster.ts";
import type { Facts } from "./facts.ts";
import type { LandingPage } from "./landingPage.ts";
import type { AccountOutputs, TenantOutputs } from "./outputs.ts";
import type { Kept } from "./narrowKept.ts";
import type { TenantSettings } from "./settings.ts";
import type { SettledFolders } from "./settleFolders.ts";
import { tenantData } from "./tenantData.ts";
import { tenantFolders } from "./tenantFolders.ts";

/** What a tenant's program works on. */
export interface TenantInputs {
  readonly settings: TenantSettings;
  readonly facts: Facts;
  readonly account: AccountOutputs;
  /** Whose people these are, who they are, and how much a run may take. */
  readonly governed: GovernedNamespace;
  /** What `settings.access` comes to on the dashboards that there are. */
  readonly resolved: ResolvedAccess;
  /** What `settings.folders` comes to; absent: there are none, and the state has none. */
  readonly folders?: FoundFolders | undefined;
  /** Folders that are declared as the state has them: see `settleFolders`. */
  readonly heldFolders?: SettledFolders["held"] | undefined;
  /** What both gave when the stack was last updated; absent: nothing. */
  readonly recorded?: BothSettings | undefined;
  /** Full ARNs of the secrets that data sources name, by the name in the settings. */
  readonly secretArns: ReadonlyMap<string, string>;
  /** What stands for the content of the files that data sources read, by the data source. */
  readonly fileVersions: ReadonlyMap<string, string>;
  /** Data that is declared as the stack has it, whatever the settings say; beside that of the settings. */
  readonly kept: Kept;
  /** Data sets of the settings whose file waits, and stays as it is: what stands for its content. */
  readonly heldVersions?: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Files that the program makes, by the data source. */
  readonly contents?: ReadonlyMap<string, string> | undefined;
  /** The page that everybody may open; absent: none. */
  readonly landingPage?: LandingPage | undefined;
  /** Groups that the state holds as resources of their own. */
  readonly nativeGroups: ReadonlySet<string>;
}

/** What the roster of a tenant is made of: its people, and the groups that the state does not hold as resources of their own. */
export function rosterOf({ settings, account, governed, nativeGroups }: TenantInputs) {
  const groups = Object.entries(settings.groups).filter(
    ([group, { existing }]) =>
      existing !== true && !nativeGroups.has(groupNameOf(governed.scope, group)),
  );
  return {
    governed: { ...governed, groups: Object.fromEntries(groups) },
    existing: settings.existing,
    lockBucket: account.bucketName,
  };
}

/** What the settings `access` and `folders` say of each other's grants. */
function bothOf({ resolved, folders, recorded }: TenantInputs) {
  const now = { access: resolved.grants, folders: folders?.grants ?? [] };
  const before = recorded ?? { access: [], folders: [] };
  return { elsewhere: elsewhereOf(now), handedOver: handedOverTo(now, before) };
}

/** What the access of a tenant is made of. */
export function accessOf(inputs: TenantInputs) {
  const { settings, facts, account, governed, resolved } = inputs;
  const { grants, uncertain, problems, remembered } = resolved;
  const { elsewhere, handedOver } = bothOf(inputs);
  return {
    ...{ scope: governed.scope, dataRegion: facts.region, grants, uncertain, remembered },
    ...{ elsewhere: elsewhere.access, handedOver: handedOver.access },
    guard: settings.guard,
    lockBucket: account.bucketName,
    problems: problems.map((problem) => formatProblems([problem])),
  };
}

/** What the folders of a tenant are made of: the groups that open them, and what is in them. */
export function folderAccessOf(inputs: TenantInputs, folders: FoundFolders) {
  const { declared, members, uncertain, grants, uncertainGroups, remembered, problems } = folders;
  const { elsewhere, handedOver } = bothOf(inputs);
  return {
    ...{ ...accessOf(inputs), grants, uncertain: uncertainGroups, remembered },
    ...{ elsewhere: elsewhere.folders, handedOver: handedOver.folders },
    folders: { declared, members, uncertain },
    problems: problems.map((problem) => formatProblems([problem])),
  };
}

/** One QuickSight namespace: its groups, its people, and what is published about it. */
export function tenantStack(inputs: TenantInputs): {
  [Name in keyof TenantOutputs]: pulumi.Input<TenantOutputs[Name]>;
} {
  const { settings, facts, account, governed, nativeGroups } = inputs;
  const { namespace, existing, groups, tags } = settings;
  const { scope, people } = governed;
  const parameterPath = `${account.parameterPrefix}/tenants/${namespace}`;

  const { bucketName } = account;
  const tenant = new TenantNamespace(namespace, {
    ...{ scope, existing, groups, native: nativeGroups, tags },
  });
  const roster = new Roster(namespace, rosterOf(inputs), { dependsOn: tenant });
  const { region } = facts;
  // Also without grants: so a setting that is dropped shows what goes. People go first, so that no mistake here holds them up.
  const giveAccess = (after: readonly pulumi.Resource[]) =>
    new AssetAccess(namespace, accessOf(inputs), { dependsOn: [...after] });
  const { handedOver } = bothOf(inputs);
  const isPageNew = inputs.landingPage?.isNew === true;
  // What one setting hands over to the other must be in the state of that one before it leaves that of the first: a run may end in between.
  const isAfterFolders = handedOver.folders.length > 0;
  const early = isPageNew || isAfterFolders ? undefined : giveAccess([roster]);
  // The roster makes the groups that data is granted to.
  const data = tenantData({ ...inputs, scope, region }, [tenant, roster]);
  const page = declareLandingPage(inputs, data.dataSets[landingKey]);
  const beside = page === undefined ? [roster] : [roster, page];
  const before = isAfterFolders ? undefined : (early ?? giveAccess(beside));
  const isAfterAccess = before !== undefined && handedOver.access.length > 0;
  const { made: folders, filled } = declareFolders(inputs, data, {
    after: [tenant, roster],
    given: isAfterAccess ? [before] : [],
  });
  if (before === undefined) giveAccess([...beside, ...filled]);
  publish(inputs, { path: parameterPath, bucketName }, [roster]);

  return {
    kind: "tenant",
    version: 1,
    accountId: facts.accountId,
    identityRegion: facts.identityRegion,
    namespace,
    groups: pulumi.all(tenant.groupArns).apply((arns) => describeGroups(scope, groups, arns)),
    people: roster.peopleCount.apply((total) => ({ total, byRole: countRoles(people) })),
    dataSources: describeAssets(data.dataSources, ({ arn, dataSourceId }) => ({
      arn,
      dataSourceId,
    })),
    dataSets: describeAssets(data.dataSets, ({ arn, dataSetId }) => ({ arn, dataSetId })),
    ...(Object.keys(folders).length === 0
      ? {}
      : { folders: describeAssets(folders, ({ arn, folderId }) => ({ arn, folderId })) }),
    parameterPath,
  };
}

/** The page over its data set; none where that cannot be declared. Who may open it is access like any other. */
function declareLandingPage(
  { settings, facts, landingPage }: TenantInputs,
  dataSet: DataSet | undefined,
): DashboardFromDefinition | undefined {
  const { namespace, landing, tags } = settings;
  if (landing === undefined || landingPage === undefined || dataSet === undefined) return undefined;
  const { accountId, region } = facts;
  const { dashboardId } = landingPage;
  return new DashboardFromDefinition(`${namespace}-${landingKey}`, {
    ...{ accountId, region, dashboardId, name: landing.title, tags },
    definition: dataSet.arn.apply((arn) => landingDefinition(landing, arn)),
  });
}

/**
 * The folders of a tenant, then who opens them and what is in them: in a resource of its own, as what is wrong with data that is to be in a
 * folder must hold up no other access.
 *
 * @param order what all of it comes after, and what besides only the groups and what is in folders come after
 */
function declareFolders(
  inputs: TenantInputs,
  { dataSources, dataSets }: ReturnType<typeof tenantData>,
  order: Readonly<Record<"after" | "given", readonly pulumi.Resource[]>>,
): { readonly made: ReturnType<typeof tenantFolders>; readonly filled: readonly AssetAccess[] } {
  const { settings, facts, governed, folders, heldFolders: held } = inputs;
  const { after, given } = order;
  if (folders === undefined) return { made: {}, filled: [] };
  const { scope } = governed;
  const made = tenantFolders({ scope, region: facts.region, settings, folders, held }, after);
  const ids = new Set(folders.members.map(({ asset }) => asset.id));
  const data = [
    ...Object.values(dataSources).filter(({ dataSourceId }) => ids.has(dataSourceId)),
    ...Object.values(dataSets).filter(({ dataSetId }) => ids.has(dataSetId)),
  ];
  const filled = new AssetAccess(`${settings.namespace}-folders`, folderAccessOf(inputs, folders), {
    dependsOn: [...after, ...given, ...Object.values(made), ...data],
  });
  return { made, filled: [filled] };
}

function describeAssets<Asset, Description>(
  assets: Readonly<Record<string, Asset>>,
  describe: (asset: Asset) => Description,
) {
  return pulumi.output(
    Object.fromEntries(Object.entries(assets).map(([name, asset]) => [name, describe(asset)])),
  );
}

function countRoles(people: readonly Person[]): TenantOutputs["people"]["byRole"] {
  const counts: TenantOutputs["people"]["byRole"] = {};
  for (const { role } of people) counts[role] = (counts[role] ?? 0) + 1;
  return counts;
}

function describeGroups(
  scope: NamespaceScope,
  groups: TenantSettings["groups"],
  arns: Readonly<Record<string, string>>,
): TenantOutputs["groups"] {
  return Object.fromEntries(
    Object.entries(arns).map(([group, arn]) => {
      const role = groups[group]?.role;
      const groupName = groupNameOf(scope, group);
      return [group, role === undefined ? { groupName, arn } : { groupName, arn, role }];
    }),
  );
}

/**
 * Settings and membership file for the hourly function. After the people: a function that reads either before would apply it itself,
 * or undo what this run does. Not after access, which may fail for a name, while people must not come back.
 */
function publish(
  inputs: TenantInputs,
  { path, bucketName }: { readonly path: string; readonly bucketName: string },
  after: readonly pulumi.Resource[],
): void {
  const { settings } = inputs;
  const { namespace, membership, tags } = settings;
  const opts = { dependsOn: [...after] };
  const published = publishedOf(inputs, bucketName);
  new PublishedSettings(namespace, { path, bucketName, settings: published, tags }, opts);
  if (membership.file !== undefined) {
    publishMembership(settings, membership.file, bucketName, opts);
  }
}

/** What the hourly function and anybody who wants to know reads. */
function publishedOf(
  { settings, governed, resolved, folders }: TenantInputs,
  governanceBucket: string,
): TenantToPublish {
  const { federationRole: role, federationRolePath: rolePath } = governed.scope;
  const remembered = {
    ...meantBy("access", resolved),
    ...(folders === undefined ? {} : meantBy("folders", folders)),
  };
  const { namespace, identity, membership, dataRegions, access, landing, groups, guard } = settings;
  return {
    version: 1,
    namespace,
    identity: { ...identity, role, rolePath },
    membership: { ...placeOf(settings, governanceBucket), unusable: membership.unusable },
    dataRegions,
    groups,
    access,
    ...(landing === undefined ? {} : { landing }),
    guard,
    ...publishedFolders(settings),
    ...(Object.keys(remembered).length === 0 ? {} : { remembered }),
  };
}

/** Without folders nobody needs the data: a tenant that has none publishes what it did before there were any. */
function publishedFolders({ folders, labels, dataSources, dataSets }: TenantSettings) {
  return Object.keys(folders).length === 0 ? {} : { folders, labels, dataSources, dataSets };
}

function meantBy(setting: string, { remembered }: Pick<ResolvedAccess, "remembered">) {
  return remembered.size === 0 ? {} : { [setting]: listRemembered(remembered) };
}

/** Where the function finds the membership file: a file of the project is published in the governance bucket. */
function placeOf(
  { namespace, membership: { bucket, key } }: TenantSettings,
  governanceBucket: string,
): { readonly bucket: string; readonly key: string } {
  return bucket === undefined || key === undefined
    ? { bucket: governanceBucket, key: `membership/${namespace}.csv` }
    : { bucket, key };
}

/**
 * The file, versioned in the governance bucket: for the hourly function, and as a record, which outlives the stack and a renamed
 * key. As a file asset, so that the state holds its hash and not its content.
 */
function publishMembership(
  settings: TenantSettings,
  file: string,
  governanceBucket: string,
  opts: pulumi.CustomResourceOptions,
): void {
  new aws.s3.BucketObjectv2(
    `${settings.namespace}-membership`,
    {
      ...placeOf(settings, governanceBucket),
      source: new pulumi.asset.FileAsset(file),
      contentType: "text/csv",
      tags: settings.tags,
    },
    { ...opts, retainOnDelete: true },
  );
}
