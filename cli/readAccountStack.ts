import {
  type AccountSettings,
  formatProblems,
  parseAccount,
} from "@quicksight-governance/core/settings";
import { CommandError } from "./commandError.ts";
import { readYamlFile } from "./yamlFile.ts";

/** What the file of an account stack says. */
export interface AccountStack {
  readonly settings: AccountSettings;
  readonly region: string | undefined;
  readonly profile: string | undefined;
}

const project = "quicksight-governance";

/**
 * Reads `Pulumi.<stack>.yaml` of this folder.
 *
 * @throws {CommandError} when it is not there, is no account stack's, or has mistakes
 */
export function readAccountStack(command: string, stack: string): AccountStack {
  const name = `Pulumi.${stack}.yaml`;
  const read = readYamlFile(name);
  if (!("file" in read)) {
    throw new CommandError(
      `qsgov ${command}: ${formatProblems(read.problems)}; run it in the folder of the project, or leave --stack out and name the key by its ARN`,
    );
  }
  const config = fieldsOf(fieldsOf(read.file.value)["config"]);
  if (config[`${project}:kind`] !== "account") {
    throw new CommandError(
      `qsgov ${command}: ${name}: ${project}:kind is not account; name the account stack, whose settings have the keys`,
    );
  }
  const { settings, problems } = parseAccount(config[`${project}:account`]);
  if (settings === undefined) {
    const located = read.file.locate(problems, ["config", `${project}:account`]);
    throw new CommandError(`qsgov ${command}: ${formatProblems(located)}`);
  }
  return {
    settings,
    region: textOf(config["aws:region"]),
    profile: textOf(config["aws:profile"]),
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
