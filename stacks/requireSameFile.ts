import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { describeError } from "@quicksight-governance/core/aws";
import { versionOf } from "../components/contentVersion.ts";

/**
 * Requires that a data file is as it was checked: an export may be written anew while a run goes on.
 *
 * @param name    of the data source
 * @param version what stands for the content that was checked
 * @throws {pulumi.RunError} when it is another, or cannot be read any more
 */
export async function requireSameFile(name: string, file: string, version: string): Promise<void> {
  const where = `tenant.dataSources.${name}.file: ${file}`;
  const hash = createHash("sha256");
  try {
    for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) hash.update(piece);
  } catch (error) {
    throw new pulumi.RunError(
      `${where} cannot be read any more since it was checked (${describeError(error)}); run it again once it is there`,
    );
  }
  if (versionOf(hash) === version) return;
  throw new pulumi.RunError(
    `${where} was changed since it was checked; run it again once whatever writes it is done`,
  );
}
