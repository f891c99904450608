import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { findDashboards, type ResolvedAccess } from "@quicksight-governance/core/access";
import { type AwsAccess, describeError, printableLines } from "@quicksight-governance/core/aws";
import { describeSight } from "@quicksight-governance/core/data";
import { formatProblems, type Problem, showText } from "@quicksight-governance/core/settings";
import {
  governOf,
  type Person,
  planStranding,
  type SignedIn,
  signInGuard,
} from "@quicksight-governance/core/people";
import { parse } from "yaml";
import { accountStack } from "./account.ts";
import { askAboutData } from "./askAboutData.ts";
import { askAboutKeys } from "./askAboutKeys.ts";
import { askAboutServiceRole } from "./askAboutServiceRole.ts";
import { askGuard } from "./askGuard.ts";
import { readMembership, readRoster } from "./membership.ts";
import { type AccountOutputs, readAccountOutputs } from "./outputs.ts";
import { accountPermissions } from "./accountPermissions.ts";
import { tenantPermissions } from "./tenantPermissions.ts";
import {
  checkFederationRole,
  checkKeys,
  checkServiceRole,
  findSecrets,
  findStranded,
  warnOfFailedDataSources,
} from "./checkSettings.ts";
import { findConditions } from "./findConditions.ts";
import { findFormerRoles } from "./findFormerRoles.ts";
import { findLostRoles } from "./findLostRoles.ts";
import { findRetained, type Retained } from "./findRetained.ts";
import { secretsRoleEnd } from "./retainedResources.ts";
import { settingsIn } from "./settingsIn.ts";
import { takeUp } from "./takeUp.ts";
import { findTenantNamespace, type NamespaceFinding } from "./findTenantNamespace.ts";
import { removeNamespace } from "./removeNamespace.ts";
import { findKept } from "./findKept.ts";
import { findTakenIds } from "./findTakenIds.ts";
import { findUsableData, type UsableData } from "./findUsableData.ts";
import { assetAccessState } from "../providers/assetAccessState.ts";
import { findOtherRefusals } from "../providers/findOtherRefusals.ts";
import { refuseStayers } from "../providers/refuseStayers.ts";
import { rosterState } from "../providers/rosterState.ts";
import { findNativeGroups } from "./findNativeGroups.ts";
import { preflight } from "./preflight.ts";
import { readDataFiles } from "./readDataFiles.ts";
import { parseSettings } from "./parseSettings.ts";
import type { AccountSettings, StackSettings, TenantSettings } from "./settings.ts";
import type { Facts } from "./facts.ts";
import { readState, type StackResources } from "./readState.ts";
import { accessOf, rosterOf, type TenantInputs, tenantStack } from "./tenant.ts";
import { warn } from "./warn.ts";

/** Reads the settings of the current stack, checks all that can be checked, then declares what the stack is made of. */
export async function runStack(): Promise<Record<string, unknown>> {
  try {
    return await declareStack();
  } catch (error) {
    // Whatever names it holds, the engine prints it as it is.
    if (error instanceof pulumi.RunError) throw new pulumi.RunError(printableLines(error.message));
    throw error;
  }
}

async function declareStack(): Promise<Record<string, unknown>> {
  const settings = readSettings();
  const access = readAwsAccess();
  return settings.kind === "account"
    ? runAccount(settingsIn(access.region, settings.account), access)
    : runTenant(settings.tenant, access);
}

/** Without secrets no role is needed. */
const noSecrets = { secretArns: [], keyArns: [], existing: false };

async function runAccount(settings: AccountSettings, access: AwsAccess) {
  let secrets: Parameters<typeof accountStack>[2] = noSecrets;
  let people: readonly SignedIn[] = [];
  let retained: Retained | undefined;
  const { federation } = settings;
  const resources = await readState("which roles it holds");
  const former = findFormerRoles(resources);
  const lost = findLostRoles(former, federation);
  const facts = await preflight(
    access,
    settings.identityRegion,
    (found) => accountPermissions(settings, found),
    async (found) => {
      const role = await checkFederationRole(settings, found, access);
      const keys = await checkKeys(settings.keys, found.accountId, access);
      const readable = await findSecrets(settings.secrets, found.accountId, access);
      const { arns: secretArns, keyArns } = readable;
      retained = await findRetained(settings, resources, found, access);
      secrets = { secretArns, keyArns, existing: retained.theirs.has(secretsRoleEnd) };
      const serviceRole = await checkServiceRole(settings.serviceRole, access);
      const stranded = await findStranded(lost, found, access);
      people = stranded.people;
      const { problems } = stranded;
      return [role, keys, readable.problems, retained.problems, serviceRole, problems].flat();
    },
  );
  const desired = { accountId: facts.accountId, federation, lost };
  const plan = planStranding(desired, people);
  const refusals = [
    askGuard(signInGuard, { desired, actual: people, plan }),
    await askAboutKeys(resources, settings, facts, access, retained?.ids),
    await askAboutServiceRole(settings, facts, access),
  ].filter((refusal) => refusal !== undefined);
  if (refusals.length > 0) throw new pulumi.RunError(refusals.join("\n\n"));
  if (retained !== undefined && retained.ids.size > 0) {
    await warn(
      `takes up again what is there and the state has not: ${retained.titles.join(", ")}; what differs from the settings is changed by the run after this one`,
    );
    takeUp(retained.ids);
  }
  const { conditions = findConditions(resources) } = settings;
  return accountStack({ ...settings, conditions }, facts, secrets);
}

async function runTenant(settings: TenantSettings, access: AwsAccess) {
  const account = await readAccountOutputs(settings.account);
  checkBucket(settings, account);
  const membership = await readMembership(settings.membership, access);
  const { people, unusable, notices } = readRoster(membership, settings, account.namespaces);
  for (const notice of [...notices, ...describeRows(settings, people)]) await warn(notice);
  const { source } = membership;
  const governed = ({ accountId, partition, identityRegion, region }: Facts) =>
    governOf(
      settings,
      {
        ...{ accountId, partition, identityRegion, region },
        federationRole: account.federationRoleName,
        federationRolePath: account.federationRolePath,
      },
      { people, source, unusable: unusable.map(({ session }) => session) },
    );
  const files = await readDataFiles(settings);
  const state = await readState("what it holds");
  let data: UsableData | undefined;
  let resolved: ResolvedAccess = { grants: [], problems: [], uncertain: [] };
  let place: NamespaceFinding | undefined;
  const facts = await preflight(
    access,
    account.identityRegion,
    (found) => tenantPermissions(settings, found, account),
    async (found) => {
      const { accountId } = found;
      place = await findTenantNamespace(settings, state, found, account.parameterPrefix, access);
      await warnOfFailedDataSources(settings, accountId, access);
      const taken = await findTakenIds(settings, account.namespaces, state, { accountId, access });
      data = await findUsableData(settings, { people, files, taken }, accountId, access);
      resolved = await findDashboards(settings.access, accountId, access);
      const problems = [...data.problems, ...resolved.problems];
      for (const problem of problems) await warn(formatProblems([problem]));
      return place.problems;
    },
  );
  const { problems = [], secretArns = new Map<string, string>(), ...usable } = data ?? {};
  const inputs = {
    ...{ settings: { ...settings, ...usable }, facts, account, resolved, secretArns },
    ...{
      fileVersions: files.versions,
      kept: findKept(settings, { ...settings, ...usable }, state),
    },
    ...{ nativeGroups: findNativeGroups(state), governed: governed(facts) },
  };
  const refusals = [
    await findOther(state, inputs, access),
    await askAboutData(state, inputs, access),
  ];
  const refused = refusals.filter((refusal) => refusal !== undefined);
  if (refused.length > 0) throw new pulumi.RunError(refused.join("\n\n"));
  if (place !== undefined) await settleNamespace(settings.namespace, place, facts, access);
  const outputs = tenantStack(inputs);
  return problems.length === 0 || pulumi.runtime.isDryRun()
    ? outputs
    : failAfter(outputs, problems);
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

/** Why the guard refuses to make the stack about something else, in the preview and before anything is written. */
async function findOther(
  state: StackResources,
  inputs: TenantInputs,
  { profile }: AwsAccess,
): Promise<string | undefined> {
  const resources = Object.values(state);
  const roster = rosterState(rosterOf(inputs));
  const stayers = refuseStayers(resources, roster);
  if (stayers !== undefined) return stayers;
  const refusals = await findOtherRefusals(
    resources,
    { roster, access: assetAccessState(accessOf(inputs)) },
    { profile, environment: process.env },
  );
  if (refusals.length === 0) return undefined;
  return [
    "the settings make this stack about something else (tenant.namespace, identity.role or identity.groupPrefix):",
    ...refusals,
    ...(refusals.length > 1 ? ["Give all hashes at once, separated by commas."] : []),
  ].join("\n");
}

/** Fails a run because of data that cannot be declared, once everything else is done: people go on whatever is wrong with it. */
async function failAfter(
  outputs: Record<string, unknown>,
  problems: readonly Problem[],
): Promise<never> {
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

function readSettings(): StackSettings {
  const config = new pulumi.Config();
  const { settings, problems } = parseSettings({
    kind: config.get("kind"),
    account: config.getObject("account"),
    tenant: readTenant(config),
  });
  if (settings !== undefined) return settings;
  const count = problems.length;
  throw new pulumi.RunError(
    `the settings of stack ${pulumi.getStack()} have ${count} mistake${count === 1 ? "" : "s"}; nothing was written:\n${formatProblems(problems)}`,
  );
}

/**
 * The tenant's settings from the stack's file, or from a file of their own that `tenantFile` names. The engine hands a program the
 * whole configuration in one environment variable, and Linux takes 128 KB in one (execve(2), MAX_ARG_STRLEN): about 1,500 groups.
 */
function readTenant(config: pulumi.Config): unknown {
  const file = config.get("tenantFile");
  if (file === undefined) return config.getObject("tenant");
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new pulumi.RunError(
      `quicksight-governance:tenantFile: ${file} cannot be read (${describeError(error)}); correct the path, relative to the project, or the file's YAML. Nothing was written.`,
    );
  }
}

function readAwsAccess(): AwsAccess {
  const config = new pulumi.Config("aws");
  const region = config.get("region") ?? process.env["AWS_REGION"];
  if (region === undefined) {
    throw new pulumi.RunError(
      "aws:region: is missing; set the Region of the stack (pulumi config set aws:region eu-west-1)",
    );
  }
  const profile = config.get("profile");
  return profile === undefined ? { region } : { region, profile };
}
