import { showText } from "@quicksight-governance/core/settings";
import { wrongArgument } from "./parseOptions.ts";

/**
 * The hashes of an option that may be repeated. Each value may hold several with commas between, as a plan of people and access names two.
 *
 * @throws {CommandError} naming the first that is none
 */
export function readHashes(command: string, option: string, values: readonly string[]): string[] {
  const hashes = values.flatMap((value) => value.split(",").map((hash) => hash.trim()));
  const odd = hashes.find((hash) => !/^[0-9a-f]{12}$/.test(hash));
  if (odd === undefined) return hashes;
  throw wrongArgument(
    command,
    `--${option} takes the 12 digits that a plan names, or several with commas between (got ${showText(odd)})`,
  );
}
