import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { type AwsAccess, describeError, readObject } from "@quicksight-governance/core/aws";
import { type ParsedMembership, parseMembership } from "@quicksight-governance/core/people";
import { CommandError } from "./commandError.ts";
import type { SettingsSource } from "./settingsSource.ts";

/**
 * Reads and parses the membership file: the one that is given, else the one that the settings name. Undefined when neither
 * does, which is a mistake of the settings.
 *
 * @param given  the file of `--membership`, relative to this folder
 * @param access asked for only where the file is in S3
 */
export async function readMembership(
  given: string | undefined,
  { settings, folder, membershipFile }: SettingsSource,
  access: () => Promise<AwsAccess>,
): Promise<ParsedMembership | undefined> {
  const file = given ?? (membershipFile && relativeTo(folder, membershipFile));
  const { bucket, key } = settings?.membership ?? {};
  if (file !== undefined) return readContent(file, () => readFileSync(file));
  if (bucket === undefined || key === undefined) return undefined;
  return readContent(`s3://${bucket}/${key}`, async () => readObject(bucket, key, await access()));
}

function relativeTo(folder: string, file: string): string {
  return isAbsolute(file) ? file : join(folder, file);
}

/** @param source what the file is called in messages */
async function readContent(
  source: string,
  read: () => Uint8Array | Promise<Uint8Array>,
): Promise<ParsedMembership> {
  try {
    return parseMembership(await read(), source);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const message = `the membership file cannot be read (${describeError(error)}); correct tenant.membership, or give --membership FILE`;
    const problems = [{ where: source, message }];
    return { source, hasSessions: false, rows: [], flawed: [], problems, notices: [] };
  }
}
