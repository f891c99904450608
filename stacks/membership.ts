import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { type AwsAccess, describeError, readObject } from "@quicksight-governance/core/aws";
import { buildRoster, parseMembership, type Roster } from "@quicksight-governance/core/people";
import { formatProblems, sortProblems } from "@quicksight-governance/core/settings";
import type { TenantSettings } from "./settings.ts";

/** The membership file as it was read. */
export interface MembershipFile {
  /** What it is called in messages. */
  readonly source: string;
  readonly text: string;
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
    const text =
      file === undefined
        ? await readObject(bucket ?? "", key ?? "", access)
        : readFileSync(file, "utf8");
    return { source, text };
  } catch (error) {
    throw new pulumi.RunError(
      `${source}: the membership file cannot be read (${describeError(error)}); correct tenant.membership, or make the file readable. Nothing was written.`,
    );
  }
}

/**
 * The roster of one tenant from the membership file.
 *
 * @param namespaces every namespace of the account
 * @throws {pulumi.RunError} naming every bad row with its line
 */
export function readRoster(
  { source, text }: MembershipFile,
  settings: Pick<TenantSettings, "namespace" | "groups">,
  namespaces: readonly string[],
): Roster {
  const membership = parseMembership(text, source);
  const { roster, problems } = buildRoster(membership, { ...settings, namespaces });
  const all = sortProblems([...membership.problems, ...problems]);
  if (all.length > 0) {
    throw new pulumi.RunError(
      `the membership file has ${all.length} mistake${all.length === 1 ? "" : "s"}; nothing was written:\n${formatProblems(all)}`,
    );
  }
  return roster;
}
