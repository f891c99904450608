import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { CommandError } from "./commandError.ts";

/**
 * The options of a command, by name.
 *
 * @throws {CommandError} when one is unknown, lacks its value, or there is an argument that is no option
 */
export function parseOptions<Options extends ParseArgsOptionsConfig>(
  command: string,
  args: readonly string[],
  options: Options,
) {
  return parse(command, () =>
    parseArgs({ args: [...args], options, strict: true, allowPositionals: false }),
  ).values;
}

/**
 * The options of a command by name, and its arguments that are none, which may stand before, between and behind them.
 *
 * @throws {CommandError} when an option is unknown or lacks its value
 */
export function parseArguments<Options extends ParseArgsOptionsConfig>(
  command: string,
  args: readonly string[],
  options: Options,
) {
  return parse(command, () =>
    parseArgs({ args: [...args], options, strict: true, allowPositionals: true }),
  );
}

function parse<Parsed>(command: string, call: () => Parsed): Parsed {
  try {
    return call();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // Node goes on about arguments that begin with a dash, which no command takes.
    const [what = ""] = message
      .replaceAll(/\s+/g, " ")
      .split(/\.? (?:To specify|This command|Did you)/);
    throw wrongArgument(command, what);
  }
}

/** The error for an argument that is wrong: one line. */
export function wrongArgument(command: string, what: string): CommandError {
  return new CommandError(`qsgov ${command}: ${what}; see qsgov ${command} --help`);
}
