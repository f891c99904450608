import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { describeError } from "@quicksight-governance/core/aws";
import { checkDataFile } from "@quicksight-governance/core/data";
import { type Problem, showText, tablesOf } from "@quicksight-governance/core/settings";
import { versionOf } from "../components/contentVersion.ts";
import type { TenantSettings } from "./settings.ts";

/** The data files of a tenant as they were read, by data source. */
export interface DataFiles {
  /** What stands for the content of each file that is right. */
  readonly versions: ReadonlyMap<string, string>;
  /** What is wrong with each of the others. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
}

/** Reads the file of each data source once, as a stream, and compares it with every data set on it. Calls nothing of AWS. */
export async function readDataFiles({
  dataSources,
  dataSets,
}: Pick<TenantSettings, "dataSources" | "dataSets">): Promise<DataFiles> {
  const versions = new Map<string, string>();
  const problems = new Map<string, readonly Problem[]>();
  for (const [name, source] of Object.entries(dataSources)) {
    if (source.type !== "S3") continue;
    const read = await readDataFile(name, source.file, dataSets);
    if (typeof read === "string") versions.set(name, read);
    else problems.set(name, read);
  }
  return { versions, problems };
}

/** The version of a file, or what is wrong with it. */
async function readDataFile(
  name: string,
  file: string,
  dataSets: TenantSettings["dataSets"],
): Promise<string | readonly Problem[]> {
  const where = `tenant.dataSources.${name}.file`;
  const hash = createHash("sha256");
  const sets = Object.entries(dataSets).flatMap(([set, one]) =>
    tablesOf(one)
      .filter(({ source }) => source === name)
      .map(({ place, columns }) => ({
        where: `tenant.dataSets.${set}.${place}columns`,
        columns: columns.map((column) => column.name),
      })),
  );
  async function* content() {
    for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
      hash.update(piece);
      yield piece;
    }
  }
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) {
      const message = `there is no such file (got ${showText(file)}); correct the path, relative to the project`;
      return [{ where, message }];
    }
    // Of a pipe nobody knows when it ends.
    if (!found.isFile()) {
      return [{ where, message: `is no file (got ${showText(file)}); name a file` }];
    }
    const problems = await checkDataFile(content(), file, sets);
    return problems.length > 0 ? problems : versionOf(hash);
  } catch (error) {
    const message = `cannot be read (${describeError(error)}); name a file that can`;
    return [{ where, message }];
  }
}
