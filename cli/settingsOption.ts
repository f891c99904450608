import { showText } from "@quicksight-governance/core/settings";
import { wrongArgument } from "./parseOptions.ts";

/** Where a tenant's settings are: a tenant file, or the name of a stack of this folder. */
export type SettingsPlace = { readonly tenant: string } | { readonly stack: string };

/**
 * Where the settings are by `--stack` and `--tenant`; undefined when neither was given.
 *
 * @throws {CommandError} when both were, or what was given is no name of a stack
 */
export function settingsOption(
  command: string,
  { stack, tenant }: { readonly stack?: string | undefined; readonly tenant?: string | undefined },
): SettingsPlace | undefined {
  if (stack !== undefined && tenant !== undefined) {
    throw wrongArgument(command, "give one of --tenant FILE and --stack NAME");
  }
  if (stack === undefined) return tenant === undefined ? undefined : { tenant };
  if (/^[\w.-]+$/.test(stack)) return { stack };
  throw wrongArgument(command, `--stack is the NAME in Pulumi.NAME.yaml (got ${showText(stack)})`);
}
