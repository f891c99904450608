import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  type AccountSettings,
  parseAccount,
  parseTenant,
  type Problem,
  type TenantSettings,
} from "@quicksight-governance/core/settings";
import { readYamlFile, type YamlFile } from "./yamlFile.ts";

/** What the settings' files say, and what is wrong with them. */
export interface SettingsSource {
  /** Absent when there are problems. */
  readonly settings?: TenantSettings | undefined;
  /** The account's settings, where its file is there and right. */
  readonly account?: AccountSettings | undefined;
  /** Folder of the settings' file, which the path of the membership file is relative to. */
  readonly folder: string;
  /** The membership file that the settings name, also when they have mistakes elsewhere. */
  readonly membershipFile?: string | undefined;
  /** Region and profile of the stack; a tenant file has none. */
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly problems: readonly Problem[];
  readonly notices: readonly string[];
  /** The problems of settings that are found later, with the line of the key that each is about. */
  readonly locate: (problems: readonly Problem[]) => Problem[];
}

const project = "quicksight-governance";

/** Reads a tenant file: YAML of the value of `tenant`. */
export function readTenantFile(name: string): SettingsSource {
  const read = readYamlFile(name);
  const folder = dirname(name);
  if (!("file" in read)) return unread(folder, read.problems);
  const { file } = read;
  const misplaced = explainShape(file);
  if (misplaced !== undefined) return unread(folder, [misplaced]);
  const { settings, problems } = parseTenant(file.value);
  return {
    settings,
    folder,
    membershipFile: membershipFileOf(file.value),
    problems: file.locate(problems),
    notices: [],
    locate: (later) => file.locate(later),
  };
}

/** What comes of a file that holds no settings. */
function unread(folder: string, problems: readonly Problem[]): SettingsSource {
  return { folder, problems, notices: [], locate: (later) => [...later] };
}

/** A file of another shape would be a list of unknown keys, and no help. */
function explainShape({ name, value }: YamlFile): Problem | undefined {
  const stack = /(?:^|[\\/])Pulumi\.(.+)\.yaml$/.exec(name)?.[1];
  if (isRecord(value) && "config" in value) {
    const use = stack === undefined ? "--stack NAME" : `--stack ${stack}`;
    const message = `is the file of a stack, and --tenant takes the value of ${project}:tenant alone; use ${use} in its folder`;
    return { where: name, message };
  }
  if (isRecord(value) && ("tenant" in value || `${project}:tenant` in value)) {
    const message = "has the settings under a key tenant; write what is below it at the top";
    return { where: name, message };
  }
  return undefined;
}

/** Reads `Pulumi.<stack>.yaml` of this folder, and the account stack's file beside it when there is one. */
export function readStackFile(stack: string): SettingsSource {
  const read = readYamlFile(`Pulumi.${stack}.yaml`);
  if (!("file" in read)) {
    const problems = read.problems.map((problem) => ({
      ...problem,
      message: `${problem.message}; run qsgov in the folder of the project, with the name of one of its stacks`,
    }));
    return unread(".", problems);
  }
  const config = configOf(read.file);
  const kind = config[`${project}:kind`];
  if (kind !== "tenant") {
    const found = typeof kind === "string" ? kind : "nothing";
    const message = `must be tenant (got ${found}); qsgov works on the stack of a tenant`;
    const problems = read.file.locate([{ where: `config.${project}:kind`, message }], ["config"]);
    return unread(".", dropRoot(problems));
  }
  const tenant = readTenantOf(read.file, config);
  const account = readAccount(tenant.raw);
  return {
    settings: tenant.settings,
    account: account.settings,
    folder: ".",
    membershipFile: membershipFileOf(tenant.raw),
    region: textOf(config["aws:region"]),
    profile: textOf(config["aws:profile"]),
    problems: [...tenant.problems, ...account.problems],
    notices: account.notices,
    locate: tenant.locate,
  };
}

/** The tenant's settings from the stack's file, or from the file that its `tenantFile` names: the program's own order. */
function readTenantOf(
  file: YamlFile,
  config: Readonly<Record<string, unknown>>,
): Pick<SettingsSource, "settings" | "problems" | "locate"> & { readonly raw?: unknown } {
  const elsewhere = textOf(config[`${project}:tenantFile`]);
  if (elsewhere === undefined) {
    return parseLocated(hideEncrypted(config[`${project}:tenant`]), (problems) =>
      file.locate(problems, ["config", `${project}:tenant`]),
    );
  }
  const read = readYamlFile(elsewhere);
  if (!("file" in read)) return unread(".", read.problems);
  const misplaced = explainShape(read.file);
  if (misplaced !== undefined) return unread(".", [misplaced]);
  return parseLocated(read.file.value, (problems) => read.file.locate(problems));
}

/** What Pulumi encrypts in a stack's file is `{ secure: … }`. No command here needs to know it. */
function hideEncrypted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hideEncrypted);
  if (!isRecord(value)) return value;
  if (typeof value["secure"] === "string" && Object.keys(value).length === 1) return "…";
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, hideEncrypted(one)]));
}

function parseLocated(raw: unknown, locate: SettingsSource["locate"]) {
  const { settings, problems } = parseTenant(raw);
  return { raw, settings, problems: locate(problems), locate };
}

/** The settings of the account stack that the tenant names: only their file can be read here, not the stack's outputs. */
function readAccount(
  tenant: unknown,
): Pick<SettingsSource, "problems" | "notices"> & { readonly settings?: AccountSettings } {
  const stack = isRecord(tenant) ? textOf(tenant["account"])?.split("/").at(-1) : undefined;
  if (stack === undefined) return { problems: [], notices: [] };
  const name = join(".", `Pulumi.${stack}.yaml`);
  if (!existsSync(name)) {
    const notice = `the account stack's settings (${name}) are not here; its namespaces, federation role and governance bucket are not known from it`;
    return { problems: [], notices: [notice] };
  }
  const read = readYamlFile(name);
  if (!("file" in read)) return { problems: read.problems, notices: [] };
  const { settings, problems } = parseAccount(configOf(read.file)[`${project}:account`]);
  if (settings !== undefined) return { settings, problems: [], notices: [] };
  return { problems: read.file.locate(problems, ["config", `${project}:account`]), notices: [] };
}

function configOf({ value }: YamlFile): Readonly<Record<string, unknown>> {
  const config = isRecord(value) ? value["config"] : undefined;
  return isRecord(config) ? config : {};
}

function membershipFileOf(tenant: unknown): string | undefined {
  const membership = isRecord(tenant) ? tenant["membership"] : undefined;
  return isRecord(membership) ? textOf(membership["file"]) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function dropRoot(problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, where: problem.where.replace(" config.", " ") }));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
