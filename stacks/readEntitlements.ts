import { readFileSync } from "node:fs";
import { type AwsAccess, describeError, readObject } from "@quicksight-governance/core/aws";
import { type EntitlementTable, parseEntitlements } from "@quicksight-governance/core/data";
import type { Problem } from "@quicksight-governance/core/settings";
import type { MembershipFile } from "./membership.ts";
import type { TenantSettings } from "./settings.ts";

/** The entitlement table of a tenant, or what is wrong with it. */
export interface ReadEntitlements {
  /** Absent: the tenant has none, or it cannot be used. */
  readonly table?: EntitlementTable;
  readonly problems: readonly Problem[];
}

/**
 * Reads the entitlement table from where the settings say. What is wrong with it leaves the rules that are made from it as they are, and
 * stops nobody's leaving.
 *
 * @param membership the membership file, which may be the table itself
 */
export async function readEntitlements(
  settings: Pick<TenantSettings, "entitlements" | "namespace" | "identity">,
  membership: MembershipFile,
  access: AwsAccess,
): Promise<ReadEntitlements> {
  const { entitlements, namespace, identity } = settings;
  if (entitlements === undefined) return { problems: [] };
  const { rows, file, bucket = "", key = "" } = entitlements;
  if (rows !== undefined) return { table: tableOf(rows), problems: [] };
  if (entitlements.membership) {
    const person = identity.session === "column" ? "session" : identity.session;
    return parseEntitlements(membership.content, { source: membership.source, namespace, person });
  }
  const source = file ?? `s3://${bucket}/${key}`;
  try {
    const content = file === undefined ? await readObject(bucket, key, access) : readFileSync(file);
    return parseEntitlements(content, { source, namespace });
  } catch (error) {
    const message = `the entitlement table cannot be read (${describeError(error)}); correct tenant.entitlements, or make the file readable`;
    return { problems: [{ where: source, message }] };
  }
}

type Rows = NonNullable<NonNullable<TenantSettings["entitlements"]>["rows"]>;

function tableOf(given: Rows): EntitlementTable {
  const rows = given.map(({ group, person, ...values }, index) => ({
    ...(group === undefined ? { person } : { group }),
    where: `tenant.entitlements.rows[${index}]`,
    values,
  }));
  return { rows, terms: [...new Set(rows.flatMap(({ values }) => Object.keys(values)))] };
}
