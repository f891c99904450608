import * as pulumi from "@pulumi/pulumi";
import { type AwsAccess, describeError, openApi } from "@quicksight-governance/core/aws";
import {
  type Assertion,
  assertionRemedy,
  assertionsOf,
  declaredData,
  type DeclaredRules,
  type DescribedAssertions,
  judgeRun,
  readForAssertions,
  type Snapshot,
  withDeclaredRules,
  withRulesIn,
} from "@quicksight-governance/core/explain";
import type { GovernedNamespace, RosterOfFile } from "@quicksight-governance/core/people";
import { Assertions } from "../components/assertions.ts";
import { findRecordedData } from "./findRecordedData.ts";
import { foretoldRun } from "./foretoldRun.ts";
import type { MembershipFile } from "./membership.ts";
import type { StackResources } from "./readState.ts";
import type { TenantSettings } from "./settings.ts";
import type { TenantInputs } from "./tenant.ts";
import { warn } from "./warn.ts";

/** What a run of a tenant's stack is about. */
export interface AssertedFiles {
  /** What it declares: data that waits is not in these settings. */
  readonly inputs: TenantInputs;
  /** As they were given. */
  readonly settings: TenantSettings;
  readonly membership: Pick<MembershipFile, "source">;
  readonly roster: Pick<RosterOfFile, "people" | "rows">;
  readonly state: StackResources;
  /** What the rules about the rows of a data set say, by its key, each with its place. */
  readonly rulesOf: (dataSet: string) => DeclaredRules;
}

/** What came of assertions. */
export interface Asserted {
  /** Why this run must not be made; absent where no assertion speaks against it. */
  readonly refusal?: string | undefined;
  /** Declares what came of them, for policies: once the program has refused nothing. A preview has done so already. */
  readonly declare: () => Promise<void>;
}

/**
 * Asks what this run would make of the assertions of the tenant and of its account, and says what of it a person should know. Without any,
 * nothing is read. In a preview it is declared at once: policies judge it also where the program refuses, and then nothing else is declared.
 *
 * @throws {pulumi.RunError} where nobody can say, as people cannot be read: also in a preview, which is to prove that they hold
 */
export async function askAboutAssertions(
  files: AssertedFiles,
  access: AwsAccess,
): Promise<Asserted> {
  const { settings, inputs } = files;
  const assertions = assertionsOf(settings, inputs.account.assertions);
  if (assertions.length === 0) return { declare: () => Promise.resolve() };
  const asserted = await judge(assertions, files, access);
  for (const notice of asserted.notices) await warn(notice);
  const declare = () => declareAsserted(settings.namespace, asserted);
  const refusal = describeAsserted(asserted);
  if (!pulumi.runtime.isDryRun()) return { refusal, declare };
  await declare();
  return { refusal, declare: () => Promise.resolve() };
}

async function judge(
  assertions: readonly Assertion[],
  { inputs, settings, membership, roster, state, rulesOf }: AssertedFiles,
  access: AwsAccess,
): Promise<DescribedAssertions> {
  const foretold = foretoldRun(inputs, state, rulesOf);
  const { resolved, former } = foretold.folders ?? {};
  const ids = new Set([
    ...(resolved?.declared ?? []).map(({ id }) => id),
    ...(former?.members ?? []).map(({ folder }) => folder),
    ...(former?.grants ?? []).flatMap(({ asset }) => asset?.id ?? []),
  ]);
  const read = await readBefore(assertions, inputs.governed, ids, access);
  const before = assertions.some(({ sight }) => sight !== undefined)
    ? await withFormerRules(read, inputs, state)
    : read;
  const files = { settings, roster: { ...roster, source: membership.source } };
  return judgeRun(before, foretold, files, assertions);
}

/** The account with the rules about rows that the state holds, which are in force, and with the labels and terms of these settings. */
async function withFormerRules(
  read: Snapshot,
  { settings, facts, governed }: TenantInputs,
  state: StackResources,
): Promise<Snapshot> {
  const recorded = await findRecordedData(state, (arn) => arn);
  const known = recorded.map(({ id, protection }) => ({ id, rules: protection?.rows }));
  const before = withRulesIn(read, facts.region, known);
  return withDeclaredRules(before, governed.scope, facts.region, declaredData(settings));
}

/** @throws {pulumi.RunError} where people cannot be read */
async function readBefore(
  assertions: readonly Assertion[],
  { scope, dataRegions }: GovernedNamespace,
  folders: ReadonlySet<string>,
  access: AwsAccess,
): Promise<Snapshot> {
  const { accountId, partition, identityRegion, namespace } = scope;
  const data = [...new Set([access.region, ...dataRegions])];
  const api = openApi({ identity: identityRegion, data }, { profile: access.profile });
  try {
    const about = { accountId, partition, identityRegion };
    return await readForAssertions(api.reading, about, assertions, namespace, folders);
  } catch (error) {
    throw new pulumi.RunError(
      `tenant.assertions: nobody knows whether they would hold, as people cannot be read (${describeError(error)}); allow quicksight:ListNamespaces, ListUsers, ListGroups, ListGroupMemberships and ListUserGroups. Nothing was written.`,
    );
  } finally {
    api.close();
  }
}

function describeAsserted({ refusals }: Pick<DescribedAssertions, "refusals">): string | undefined {
  if (refusals.length === 0) return undefined;
  const count = refusals.length === 1 ? "an assertion does" : `${refusals.length} assertions do`;
  return [
    `${count} not hold with these files; nothing was written:`,
    ...refusals.map((one) => `  - ${one}`),
    `${assertionRemedy}.`,
  ].join("\n");
}

/** Policies have judged it once this resolves. */
async function declareAsserted(
  namespace: string,
  { count, refusals: broken, stillBroken: standing }: DescribedAssertions,
): Promise<void> {
  const { urn } = new Assertions(namespace, { count, broken, standing });
  await new Promise((resolve) => {
    urn.apply(resolve);
  });
}
