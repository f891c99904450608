import { describeError } from "../../aws/describeError.ts";
import type { Problem } from "../../settings/problem.ts";
import type { TenantSettings } from "../../settings/tenantSettings.ts";
import type { EntitlementTable } from "./entitlement.ts";
import { parseEntitlements } from "./parseEntitlements.ts";

/** Where a file is: on this machine, as the settings name it, or in S3. */
export type FilePlace =
  { readonly file: string } | { readonly bucket: string; readonly key: string };

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
 * @param membership the membership file, which may be the table itself; `source` is what it is called in messages
 */
export async function readEntitlements(
  settings: Pick<TenantSettings, "entitlements" | "namespace" | "identity">,
  membership: { readonly source: string; readonly content: Uint8Array },
  read: (place: FilePlace) => Uint8Array | Promise<Uint8Array>,
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
    const content = await read(file === undefined ? { bucket, key } : { file });
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
