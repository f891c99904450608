import type { AwsAccess } from "@quicksight-governance/core/aws";
import type { DeclaredRules } from "@quicksight-governance/core/explain";
import {
  buildRoster,
  describeMistakes,
  type BuiltRoster,
  type ParsedMembership,
} from "@quicksight-governance/core/people";
import {
  type AccountSettings,
  countMistakes,
  type Problem,
  sortProblems,
  type TenantSettings,
} from "@quicksight-governance/core/settings";
import { CommandError } from "./commandError.ts";
import { findAccess } from "./findAccess.ts";
import type { TenantOptions } from "./parseTenantOptions.ts";
import { readMembership } from "./readMembership.ts";
import { readStackFile, readTenantFile, type SettingsSource } from "./settingsSource.ts";

/** The people of a tenant as its membership file names them. */
export interface LoadedRoster extends Pick<BuiltRoster, "people" | "unusable"> {
  /** What the membership file is called. */
  readonly source: string;
  /** Its rows, also those of other namespaces. */
  readonly rows: ParsedMembership["rows"];
  /** The file itself. */
  readonly content: Uint8Array;
}

/** A tenant as its files describe it, checked. */
export interface LoadedTenant {
  readonly settings: TenantSettings;
  /** The account's settings; absent when they are not here. */
  readonly account: AccountSettings | undefined;
  /** Absent where only access is governed: then no membership file is read. */
  readonly roster: LoadedRoster | undefined;
  readonly access: AwsAccess;
  readonly notices: readonly string[];
  /** The problems of settings that are found later, with file and line. */
  readonly locate: SettingsSource["locate"];
  /** The folder that files are relative to. */
  readonly folder: string;
  /** What the rules about the rows of a data set say, by its key; absent where nobody asks. */
  readonly rulesOf?: (dataSet: string) => DeclaredRules;
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
  const read = options.only === "access" ? noRoster : await readRoster(options, source, access);
  const problems = [...source.problems, ...read.problems];
  const isWhole = options.only === "access" || read.roster !== undefined;
  if (settings === undefined || !isWhole || problems.length > 0) throw mistakes(problems);
  return {
    ...{ settings, account, roster: read.roster },
    access: await access(),
    notices: [...source.notices, ...read.notices],
    ...{ locate: source.locate, folder: source.folder },
  };
}

/** A membership file as it was read; no roster when there are no settings to make it by. */
interface ReadRoster {
  readonly roster?: LoadedRoster;
  readonly problems: readonly Problem[];
  readonly notices: readonly string[];
}

const noRoster: ReadRoster = { problems: [], notices: [] };

async function readRoster(
  options: TenantOptions,
  from: SettingsSource,
  access: () => Promise<AwsAccess>,
): Promise<ReadRoster> {
  const membership = await readMembership(options.membership, from, access);
  if (membership === undefined) return noRoster;
  const { source, flawed } = membership;
  if (from.settings === undefined) {
    // Without settings nobody knows whose rows are whose, so all are named.
    const problems = [...membership.problems, ...describeMistakes(source, flawed)];
    return { problems, notices: membership.notices };
  }
  const { people, unusable, problems, notices } = buildPeople(
    from.settings,
    from.account,
    membership,
  );
  return {
    roster: { people, unusable, source, rows: membership.rows, content: membership.content },
    problems: [...membership.problems, ...problems],
    notices: [...membership.notices, ...notices],
  };
}

/** Without the account's settings nobody knows its namespaces. */
function buildPeople(
  { namespace, groups, identity, membership: { unusable }, landing }: TenantSettings,
  account: AccountSettings | undefined,
  membership: ParsedMembership,
): BuiltRoster {
  const { session } = identity;
  const namespaces = account?.namespaces;
  const newcomers = landing?.newcomers;
  return buildRoster(membership, { namespace, groups, namespaces, session, unusable, newcomers });
}

function mistakes(problems: readonly Problem[]): CommandError {
  return new CommandError(
    `qsgov: ${countMistakes(problems)} in the settings and the membership file; nothing was written`,
    sortProblems(problems),
  );
}
