import { readFileSync } from "node:fs";
import { describeError } from "@quicksight-governance/core/aws";
import { parseSnapshot, type Snapshot } from "@quicksight-governance/core/explain";
import { CommandError } from "./commandError.ts";

/** Reads a file that `qsgov snapshot` wrote. */
export function readSnapshotFile(command: string, file: string): Snapshot {
  try {
    return parseSnapshot(readFileSync(file, "utf8"));
  } catch (error) {
    throw new CommandError(
      `qsgov ${command}: ${file} cannot be read as a snapshot: ${describeError(error)}; write one with qsgov snapshot --out FILE`,
    );
  }
}
