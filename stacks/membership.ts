import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { type AwsAccess, describeError, readObject } from "@quicksight-governance/core/aws";
import { readRoster as readPeople, type RosterOfFile } from "@quicksight-governance/core/people";
import { countMistakes, formatProblems } from "@quicksight-governance/core/settings";
import type { TenantSettings } from "./settings.ts";

/** The membership file as it was read. */
export interface MembershipFile {
  /** What it is called in messages. */
  readonly source: string;
  readonly content: Uint8Array;
}

/**
 * Reads the membership file from where the settings say.
 *
 * @throws {pulumi.RunError} when it cannot be read: an unreadable file changes nothing
 */
export async function readMembership(
  { file, bucket, key }: TenantSettings["membership"],
  access: AwsAccess,
): Promise<MembershipFile> {
  const source = file ?? `s3://${bucket ?? ""}/${key ?? ""}`;
  try {
    const content =
      file === undefined ? await readObject(bucket ?? "", key ?? "", access) : readFileSync(file);
    return { source, content };
  } catch (error) {
    throw new pulumi.RunError(
      `${source}: the membership file cannot be read (${describeError(error)}); correct tenant.membership, or make the file readable. Nothing was written.`,
    );
  }
}

/**
 * The people of one tenant from the membership file, and what is to be said of them.
 *
 * @param namespaces every namespace of the account
 * @throws {pulumi.RunError} naming every bad row with its line
 */
export function readRoster(
  { source, content }: MembershipFile,
  {
    namespace,
    groups,
    identity,
    membership,
    landing,
  }: Pick<TenantSettings, "namespace" | "groups" | "identity" | "membership" | "landing">,
  namespaces: readonly string[],
): RosterOfFile {
  const { session } = identity;
  const { unusable } = membership;
  const built = readPeople(content, source, {
    ...{ namespace, groups, namespaces, session, unusable },
    newcomers: landing?.newcomers,
  });
  const { problems } = built;
  if (problems.length > 0) {
    throw new pulumi.RunError(
      `the membership file has ${countMistakes(problems)}; nothing was written:\n${formatProblems(problems)}`,
    );
  }
  return built;
}
