import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import {
  findFolders,
  findNamed,
  findLastUpdate,
  type FoundFolders,
  landingAssetOf,
  ownData,
  type ResolvedAccess,
  withLandingPage,
} from "@quicksight-governance/core/access";
import { type AwsAccess, readObject } from "@quicksight-governance/core/aws";
import {
  describeSight,
  entitle,
  type Entitled,
  readEntitlements,
} from "@quicksight-governance/core/data";
import { withLandingData } from "@quicksight-governance/core/landing";
import {
  type BuiltRoster,
  type GovernedNamespace,
  governOf,
  groupFinder,
  readFurther,
  type Person,
} from "@quicksight-governance/core/people";
import {
  formatProblems,
  groupNames,
  type Problem,
  showText,
} from "@quicksight-governance/core/settings";
import { askAboutAssertions } from "./askAboutAssertions.ts";
import { askAboutData } from "./askAboutData.ts";
import { askAboutOther } from "./askAboutOther.ts";
import { warnOfFailedDataSources } from "./checkSettings.ts";
import { declaredData } from "./declaredData.ts";
import { describeWaiting } from "./describeWaiting.ts";
import type { Facts } from "./facts.ts";
import { checkSourceRoles } from "./checkSourceRoles.ts";
import { findKept } from "./findKept.ts";
import { findNativeGroups } from "./findNativeGroups.ts";
import { findSameReading } from "./findSameReading.ts";
import { findSchedules } from "./findSchedules.ts";
import { findTakenIds } from "./findTakenIds.ts";
import { findTenantNamespace, type NamespaceFinding } from "./findTenantNamespace.ts";
import { findUnrecorded, type Unrecorded } from "./findUnrecorded.ts";
import { findUsableData, type UsableData } from "./findUsableData.ts";
import { landingPageOf, withLandingFile } from "./landingPage.ts";
import { type MembershipFile, readMembership, readRoster } from "./membership.ts";
import { narrowKept } from "./narrowKept.ts";
import { type AccountOutputs, readAccountOutputs } from "./outputs.ts";
import { preflight } from "./preflight.ts";
import { readDataFiles } from "./readDataFiles.ts";
import { recordedGrants } from "./recordedGrants.ts";
import { readRecorded } from "./readRecorded.ts";
import { holdsFolders, readRemembered } from "./readRemembered.ts";
import { readState, type StackResources } from "./readState.ts";
import { refuseAny } from "./refuseAny.ts";
import { requireSameFile } from "./requireSameFile.ts";
import { removeNamespace } from "./removeNamespace.ts";
import type { TenantSettings } from "./settings.ts";
import { settleFolders, type SettledFolders } from "./settleFolders.ts";
import { takeUp } from "./takeUp.ts";
import { type TenantInputs, tenantStack } from "./tenant.ts";
import { tenantPermissions } from "./tenantPermissions.ts";
import { warn } from "./warn.ts";

/**
 * Reads the people of a tenant, looks at what its stack builds on, asks the guard about what it would take, and declares it. What is
 * wrong with its data stops nothing else, and fails the run at its end.
 */
export async function runTenant(given: TenantSettings, access: AwsAccess) {
  const account = await readAccountOutputs(given.account);
  checkBucket(given, account);
  const membership = await readMembership(given.membership, access);
  const roster = readRoster(membership, given, account.namespaces);
  const { people, notices } = roster;
  for (const notice of notices) await warn(notice);
  const made = await entitleData(given, membership, people, account, access);
  const files = await readDataFiles(made.settings);
  const settings = withLandingData(made.settings);
  const state = await readState("what it holds");
  let data: UsableData | undefined;
  let open = noAccess;
  let place: NamespaceFinding | undefined;
  let left: Left = { ids: new Map(), titles: [], problems: [] };
  const facts = await preflight(
    access,
    account.identityRegion,
    (found) => tenantPermissions(settings, found, account),
    async (found, arn) => {
      const { accountId } = found;
      place = await findTenantNamespace(settings, state, found, account.parameterPrefix, access);
      await warnOfFailedDataSources(settings, accountId, access);
      const taken = await findTakenIds(settings, account.namespaces, state, { accountId, access });
      const inPlace = { taken, accountId, parameterPrefix: account.parameterPrefix };
      left = await findLeft(settings, state, inPlace, access);
      const roles = await checkSourceRoles(settings, account, found, { ...access, arn });
      const known = { people, files, taken, roles, entitled: made.entitled, others: left.problems };
      data = await findUsableData(settings, known, accountId, access);
      open = await lookAtAccess(settings, state, account, found, access);
      for (const one of [...data.problems, ...open.problems]) await warn(formatProblems([one]));
      return [...place.problems, ...open.refusals];
    },
  );
  const { secretArns = new Map<string, string>() } = data ?? {};
  const governing = govern(settings, account, facts, { ...roster, source: membership.source });
  const { problems, ...declaring } = await settleData(settings, data, state, governing, facts);
  const inputs = {
    ...{ facts, account, resolved: open.resolved, folders: open.folders, secretArns, ...declaring },
    ...{ nativeGroups: findNativeGroups(state), governed: governing },
    ...{ recorded: recordedGrants(state, governing.scope, facts.region) },
    heldFolders: open.heldFolders,
    ...withLandingFile(files.versions, landingPageOf(settings, facts.region, open.resolved, state)),
  };
  const rulesOf = (name: string) => ({ rules: made.writtenOf(name) });
  const asserted = await askAboutAssertions(
    { inputs, settings, membership, roster, state, rulesOf },
    access,
  );
  refuseAny([
    asserted.refusal,
    await askAboutOther(state, inputs, access),
    await askAboutData(state, inputs, access),
  ]);
  await requireSameFiles(inputs);
  if (place !== undefined) await settleNamespace(settings.namespace, place, facts, access);
  await takeUpUnrecorded(left, open.leftFolders);
  await asserted.declare();
  return endWith(tenantStack(inputs), problems);
}

/** What earlier runs made and the state has not, and what leaves no room for schedules. */
interface Left extends Unrecorded {
  readonly problems: readonly Problem[];
}

/** What earlier runs made and the state has not, schedules too; says which of these somebody made by hand. */
async function findLeft(
  settings: TenantSettings,
  state: StackResources,
  inPlace: Parameters<typeof findUnrecorded>[2],
  access: AwsAccess,
): Promise<Left> {
  const { ids, titles } = await findUnrecorded(settings, state, inPlace, access);
  const schedules = await findSchedules(settings, state, inPlace.accountId, access);
  for (const notice of schedules.notices) await warn(notice);
  return {
    ids: new Map([...ids, ...schedules.ids]),
    titles: [...titles, ...schedules.titles],
    problems: schedules.problems,
  };
}

/**
 * The settings with the row rules that the entitlement table gives, and by data set why it gives none: what is wrong with the table is
 * wrong with each that it is for. Says what the rules come to where that is not what it looks like, and keeps each with its place.
 */
async function entitleData(
  given: TenantSettings,
  membership: MembershipFile,
  people: readonly Person[],
  { federationRoleName: federationRole }: AccountOutputs,
  access: AwsAccess,
): Promise<
  { settings: TenantSettings; entitled: Entitled["problems"] } & Pick<Entitled, "writtenOf">
> {
  const { namespace, identity } = given;
  const further = () =>
    readFurther(membership.content, membership.source, { namespace, session: identity.session });
  const { table, problems } = await readEntitlements(given, further, (place) =>
    "file" in place ? readFileSync(place.file) : readObject(place.bucket, place.key, access),
  );
  const found = entitle(given.dataSets, {
    ...{ table, people, federationRole, newcomers: given.landing?.newcomers },
    fullNames: groupNames(given.groups, given.identity.groupPrefix),
    findGroup: groupFinder(given.groups),
  });
  const settings = { ...given, dataSets: found.dataSets };
  // What is wrong stays as it is: of its rules there is nothing to say.
  const made = Object.entries(settings.dataSets).filter(
    ([name, { entitled }]) =>
      !found.problems.has(name) && (entitled === undefined || problems.length === 0),
  );
  const sight = describeRows({ ...settings, dataSets: Object.fromEntries(made) }, people);
  for (const notice of [...found.notices, ...sight]) await warn(notice);
  const without = Object.entries(given.dataSets).flatMap(([name, { entitled }]) =>
    entitled === undefined ? [] : [[name, problems] as const],
  );
  const wrong = problems.length > 0 ? [...found.problems, ...without] : found.problems;
  return { settings, entitled: new Map(wrong), writtenOf: found.writtenOf };
}

/** What the settings for access and folders come to on what there is. */
interface LookedAt {
  readonly resolved: ResolvedAccess;
  /** Absent: none are declared, and the state has none. */
  readonly folders?: FoundFolders;
  /** Folders that are there and in no state: see `takeUp`. */
  readonly leftFolders: SettledFolders["ids"];
  /** Folders that are declared as the state has them. */
  readonly heldFolders?: SettledFolders["held"];
  /** What stops nothing but what it is about. */
  readonly problems: readonly Problem[];
  /** What refuses the run. */
  readonly refusals: readonly Problem[];
}

const noAccess: LookedAt = {
  resolved: { grants: [], problems: [], uncertain: [], notices: [], remembered: new Map() },
  ...{ leftFolders: new Map(), problems: [], refusals: [] },
};

async function lookAtAccess(
  settings: TenantSettings,
  state: StackResources,
  { namespaces, bucketName }: AccountOutputs,
  facts: Facts,
  access: AwsAccess,
): Promise<LookedAt> {
  const { accountId } = facts;
  const isAny = Object.keys(settings.folders).length > 0 || holdsFolders(state);
  const recorded = readRemembered(state);
  const { names } = await findLastUpdate(bucketName, settings.namespace, access, recorded);
  const folders = isAny
    ? await findFolders(settings, ownData(settings), accountId, access, names.folders)
    : undefined;
  const settled = folders && settleFolders(settings, folders, state, namespaces, facts);
  const ids = new Set(folders?.declared.map(({ id }) => id));
  const named = await findNamed(settings.access, accountId, access, names.access, ids);
  const resolved = withLandingPage(named, landingAssetOf(settings));
  for (const part of [resolved, folders, settled]) {
    for (const notice of part?.notices ?? []) await warn(notice);
  }
  return {
    ...{ resolved, leftFolders: settled?.ids ?? new Map<string, string>() },
    ...(folders && { folders }),
    ...(settled && { heldFolders: settled.held }),
    problems: [...resolved.problems, ...(folders?.problems ?? [])],
    refusals: settled?.problems ?? [],
  };
}

/** Whose people the roster has, who they are, and how much a run may take. */
function govern(
  settings: TenantSettings,
  { federationRoleName, federationRolePath }: AccountOutputs,
  { accountId, partition, identityRegion, region }: Facts,
  { people, unusable, source }: BuiltRoster & { readonly source: string },
): GovernedNamespace {
  const identity = { federationRole: federationRoleName, federationRolePath };
  return governOf(
    settings,
    { accountId, partition, identityRegion, region, ...identity },
    { people, source, unusable: unusable.map(({ session }) => session) },
  );
}

/** Before anything is written: an export that is written anew meanwhile stops all, as nobody knows yet what it will be. */
async function requireSameFiles({ settings, contents, fileVersions }: TenantInputs): Promise<void> {
  for (const [name, source] of Object.entries(settings.dataSources)) {
    const version = fileVersions.get(name);
    if (source.type === "S3" && version !== undefined && contents?.has(name) !== true) {
      await requireSameFile(name, source.file, version);
    }
  }
}

/** What of a tenant's data is declared, and how, where some of it waits; says what people still see meanwhile. */
async function settleData(
  settings: TenantSettings,
  data: UsableData | undefined,
  state: StackResources,
  governed: GovernedNamespace,
  { region }: Facts,
) {
  const usable = { dataSources: {}, dataSets: {}, waiting: [], problems: [], ...data };
  const same = findSameReading(settings, usable, usable.waiting, state);
  const dataSources = { ...usable.dataSources, ...same.dataSources };
  const dataSets = { ...usable.dataSets, ...same.dataSets };
  const found = findKept(settings, { dataSources, dataSets }, state);
  const recorded = await readRecorded(state, settings, governed);
  const assets = declaredData(settings, governed.scope, region);
  const waiting = describeWaiting(found.dataSets, settings.namespace, assets, recorded);
  for (const problem of waiting) await warn(formatProblems([problem]));
  return {
    settings: { ...settings, dataSources, dataSets },
    kept: narrowKept(found, settings, recorded),
    heldVersions: same.versions,
    problems: [...usable.problems, ...waiting],
  };
}

/** What the row rules of the tenant's data sets come to for its people, where that is not what it looks like. */
function describeRows(settings: TenantSettings, people: readonly Person[]): string[] {
  return Object.entries(settings.dataSets).flatMap(([name, dataSet]) =>
    describeSight(`tenant.dataSets.${name}`, dataSet, settings, people),
  );
}

/** Says what is done about a namespace that is in no state, and has it taken up, or taken away when this is no preview. */
async function settleNamespace(
  namespace: string,
  { ids, remake, notice }: NamespaceFinding,
  facts: Facts,
  access: AwsAccess,
): Promise<void> {
  if (notice !== undefined) await warn(notice);
  if (ids.size > 0) takeUp(ids);
  if (remake && !pulumi.runtime.isDryRun()) await removeNamespace(namespace, facts, access);
}

/** Says what an earlier run made and the state has not, and has it taken up. */
async function takeUpUnrecorded(
  { ids, titles }: Unrecorded,
  leftFolders: ReadonlyMap<string, string>,
): Promise<void> {
  if (leftFolders.size > 0) takeUp(leftFolders);
  if (titles.length === 0) return;
  await warn(
    `takes up what an earlier run made and the state has not: ${titles.join(", ")}; what differs from the settings is changed by the run after this one`,
  );
  takeUp(ids);
}

/** Fails a run because of data that cannot be declared, once everything else is done: people go on whatever is wrong with it. */
async function endWith<Outputs extends Record<string, unknown>>(
  outputs: Outputs,
  problems: readonly Problem[],
): Promise<Outputs> {
  if (problems.length === 0 || pulumi.runtime.isDryRun()) return outputs;
  await new Promise((resolve) => {
    pulumi.output(outputs).apply(resolve);
  });
  throw new pulumi.RunError(
    `data of this tenant cannot be deployed yet; everything else was:\n${formatProblems(problems)}`,
  );
}

/** Two names for one bucket would be two places for one lock. */
function checkBucket(
  { account, governanceBucket }: TenantSettings,
  { bucketName }: AccountOutputs,
): void {
  if (governanceBucket === undefined || governanceBucket === bucketName) return;
  throw new pulumi.RunError(
    `tenant.governanceBucket: is not the bucket of ${account} (got ${showText(governanceBucket)}); set it to ${bucketName}, or leave it out`,
  );
}
