import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { type AwsAccess, describeError, readObject } from "@quicksight-governance/core/aws";
import { type ParsedMembership, parseMembership } from "@quicksight-governance/core/people";
import { CommandError } from "./commandError.ts";
import type { SettingsSource } from "./settingsSource.ts";

/** A membership file, read and parsed. */
export interface ReadMembership extends ParsedMembership {
  /** The file itself; empty where it could not be read. */
  readonly content: Uint8Array;
}

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
): Promise<ReadMembership | undefined> {
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
): Promise<ReadMembership> {
  try {
    const content = await read();
    return { ...parseMembership(content, source), content };
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const message = `the membership file cannot be read (${describeError(error)}); correct tenant.membership, or give --membership FILE`;
    const problems = [{ where: source, message }];
    const nothing = { hasSessions: false, rows: [], flawed: [], notices: [] };
    return { source, ...nothing, problems, content: new Uint8Array() };
  }
}
