import type { AwsAccess } from "@quicksight-governance/core/aws";
import {
  buildRoster,
  type ParsedMembership,
  type Roster,
} from "@quicksight-governance/core/people";
import {
  type AccountSettings,
  formatProblems,
  type Problem,
  sortProblems,
  type TenantSettings,
} from "@quicksight-governance/core/settings";
import { CommandError } from "./commandError.ts";
import { findAccess } from "./findAccess.ts";
import type { TenantOptions } from "./parseTenantOptions.ts";
import { readMembership } from "./readMembership.ts";
import { readStackFile, readTenantFile } from "./settingsSource.ts";

/** A tenant as its files describe it, checked. */
export interface LoadedTenant {
  readonly settings: TenantSettings;
  /** The account's settings; absent when they are not here. */
  readonly account: AccountSettings | undefined;
  readonly roster: Roster;
  /** What the membership file is called. */
  readonly source: string;
  readonly access: AwsAccess;
  readonly notices: readonly string[];
}

/**
 * Reads settings and membership file.
 *
 * @throws {CommandError} with every mistake of both, each with file and line
 */
export async function loadTenant(options: TenantOptions): Promise<LoadedTenant> {
  const source =
    "stack" in options.settings
      ? readStackFile(options.settings.stack)
      : readTenantFile(options.settings.tenant);
  const { settings, account } = source;
  const access = () => findAccess(source);
  const membership = await readMembership(options.membership, source, access);
  const built = settings && membership && buildPeople(settings, account, membership);
  const problems = [
    ...source.problems,
    ...(membership?.problems ?? []),
    ...(built?.problems ?? []),
  ];
  if (settings === undefined || membership === undefined || built === undefined) {
    throw mistakes(problems);
  }
  if (problems.length > 0) throw mistakes(problems);
  return {
    settings,
    account,
    roster: built.roster,
    source: membership.source,
    access: await access(),
    notices: [...source.notices, ...built.notices],
  };
}

/** Without the account's settings nobody knows its namespaces: then rows of others are skipped, and that is said. */
function buildPeople(
  settings: TenantSettings,
  account: AccountSettings | undefined,
  membership: ParsedMembership,
): { roster: Roster; problems: readonly Problem[]; notices: readonly string[] } {
  const { namespace, groups } = settings;
  const named = new Set(membership.rows.map((row) => row.namespace));
  const namespaces = account?.namespaces ?? [...named];
  const built = buildRoster(membership, { namespace, groups, namespaces });
  const skipped = membership.rows.filter((row) => row.namespace !== namespace).length;
  if (account !== undefined || skipped === 0) return { ...built, notices: [] };
  const others = [...named].filter((name) => name !== namespace).sort();
  const notice = `${skipped} of ${membership.rows.length} rows of ${membership.source} skipped: they are of other namespaces (${others.join(", ")}), and which ones the account has is not known here`;
  return { ...built, notices: [notice] };
}

function mistakes(problems: readonly Problem[]): CommandError {
  const count = `${problems.length} mistake${problems.length === 1 ? "" : "s"}`;
  return new CommandError(
    `qsgov: ${count} in the settings and the membership file; nothing was written:\n${formatProblems(sortProblems(problems))}`,
  );
}
