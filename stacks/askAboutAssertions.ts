import * as pulumi from "@pulumi/pulumi";
import {
  type FoundFolders,
  type GovernedAccess,
  ownData,
  type ResolvedAccess,
} from "@quicksight-governance/core/access";
import { type AwsAccess, describeError, openApi } from "@quicksight-governance/core/aws";
import {
  type Assertion,
  assertionRemedy,
  assertionsOf,
  declaredData,
  type DescribedAssertions,
  judgeRun,
  readForAssertions,
  type Snapshot,
} from "@quicksight-governance/core/explain";
import type { GovernedNamespace, RosterOfFile } from "@quicksight-governance/core/people";
import { Assertions } from "../components/assertions.ts";
import { governedAccessOf, upgradeAccess } from "../providers/assetAccessState.ts";
import { tokens } from "../providers/tokens.ts";
import { isOfFolders } from "./isOfFolders.ts";
import type { MembershipFile } from "./membership.ts";
import type { AccountOutputs } from "./outputs.ts";
import { readRemembered } from "./readRemembered.ts";
import type { StackResources } from "./readState.ts";
import type { TenantSettings } from "./settings.ts";
import { warn } from "./warn.ts";

/** What a tenant's files would make of its people and their access. */
export interface AssertedFiles {
  readonly settings: TenantSettings;
  readonly account: Pick<AccountOutputs, "assertions">;
  readonly governed: GovernedNamespace;
  readonly resolved: ResolvedAccess;
  /** What the setting `folders` comes to; absent where there is none, and was none. */
  readonly folders?: FoundFolders | undefined;
  readonly membership: Pick<MembershipFile, "source">;
  readonly roster: Pick<RosterOfFile, "people" | "rows">;
  readonly state: StackResources;
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
  const { settings, account } = files;
  const assertions = assertionsOf(settings, account.assertions);
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
  { settings, governed, resolved, folders: found, membership, roster, state }: AssertedFiles,
  access: AwsAccess,
): Promise<DescribedAssertions> {
  const [former, formerFolders] = [formerOf(state, "access"), formerOf(state, "folders")];
  const members = formerFolders?.folders?.members ?? [];
  const ids = new Set([
    ...(found?.declared ?? []).map(({ id }) => id),
    ...members.map(({ folder }) => folder),
  ]);
  const before = await readBefore(assertions, governed, ids, access);
  const foretold = {
    ...{ governed, access: settings.access, dataRegion: access.region, resolved },
    data: { declared: declaredData(settings) },
    former: { grants: former?.grants ?? [], remembered: resolved.remembered },
    ...(found && {
      folders: {
        ...{ settings, own: ownData(settings), resolved: found },
        former: {
          ...{ grants: formerFolders?.grants ?? [], members },
          remembered: readRemembered(state, "folders"),
        },
      },
    }),
  };
  return judgeRun(
    before,
    foretold,
    { settings, roster: { ...roster, source: membership.source } },
    assertions,
  );
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

/** What was declared when the stack was last updated: what is not declared any more is taken. */
function formerOf(
  state: StackResources,
  setting: "access" | "folders",
): GovernedAccess | undefined {
  const [found] = Object.values(state).flatMap(({ type, outputs }) =>
    type === tokens.assetAccess && outputs && isOfFolders(outputs) === (setting === "folders")
      ? [outputs as unknown as Parameters<typeof upgradeAccess>[0]]
      : [],
  );
  return found && governedAccessOf(upgradeAccess(found));
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
