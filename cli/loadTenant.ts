import type { AwsAccess } from "@quicksight-governance/core/aws";
import {
  buildRoster,
  describeMistakes,
  type BuiltRoster,
  type ParsedMembership,
  type Person,
  type UnusablePerson,
} from "@quicksight-governance/core/people";
import {
  type AccountSettings,
  countMistakes,
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
  readonly people: readonly Person[];
  /** People of the membership file who could not be in the roster, and have not left. */
  readonly unusable: readonly UnusablePerson[];
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
    // Without settings nobody knows whose rows are whose, so all are named.
    ...(built?.problems ?? describeMistakes(membership?.source ?? "", membership?.flawed ?? [])),
  ];
  if (settings === undefined || membership === undefined || built === undefined) {
    throw mistakes(problems);
  }
  if (problems.length > 0) throw mistakes(problems);
  return {
    settings,
    account,
    people: built.people,
    unusable: built.unusable,
    source: membership.source,
    access: await access(),
    notices: [...source.notices, ...membership.notices, ...built.notices],
  };
}

/** Without the account's settings nobody knows its namespaces. */
function buildPeople(
  { namespace, groups, identity, membership: { unusable } }: TenantSettings,
  account: AccountSettings | undefined,
  membership: ParsedMembership,
): BuiltRoster {
  const { session } = identity;
  const namespaces = account?.namespaces;
  return buildRoster(membership, { namespace, groups, namespaces, session, unusable });
}

function mistakes(problems: readonly Problem[]): CommandError {
  return new CommandError(
    `qsgov: ${countMistakes(problems)} in the settings and the membership file; nothing was written:\n${formatProblems(sortProblems(problems))}`,
  );
}
