import { describeError } from "../../aws/describeError.ts";
import type { Problem } from "../../settings/problem.ts";
import type { TenantSettings } from "../../settings/tenantSettings.ts";
import type { EntitlementTable } from "./entitlement.ts";
import { parseEntitlements } from "./parseEntitlements.ts";
import { findWrongTerms, tabulate, type TableFile } from "./tabulate.ts";

/** Where a file is: on this machine, as the settings name it, or in S3. */
export type FilePlace =
  { readonly file: string } | { readonly bucket: string; readonly key: string };

/** The membership file as a table of its further columns. */
export interface MembershipTable extends Omit<TableFile, "terms"> {
  /** Absent: the file has no header. */
  readonly terms: readonly string[] | undefined;
  /** What is wrong with the file as a whole. */
  readonly problems: readonly Problem[];
}

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
 * @param membership reads the membership file, which may be the table itself
 */
export async function readEntitlements(
  settings: Pick<TenantSettings, "entitlements" | "namespace">,
  membership: () => MembershipTable,
  read: (place: FilePlace) => Uint8Array | Promise<Uint8Array>,
): Promise<ReadEntitlements> {
  const { entitlements, namespace } = settings;
  if (entitlements === undefined) return { problems: [] };
  const { rows, file, bucket = "", key = "" } = entitlements;
  if (rows !== undefined) return { table: tableOf(rows), problems: [] };
  if (entitlements.membership) return tableOfMembership(membership());
  const source = file ?? `s3://${bucket}/${key}`;
  try {
    const content = await read(file === undefined ? { bucket, key } : { file });
    return parseEntitlements(content, { source, namespace });
  } catch (error) {
    const message = `the entitlement table cannot be read (${describeError(error)}); correct tenant.entitlements, or make the file readable`;
    return { problems: [{ where: source, message }] };
  }
}

function tableOfMembership({ terms, problems, ...file }: MembershipTable): ReadEntitlements {
  if (problems.length > 0) return { problems };
  const wrong =
    terms === undefined
      ? "has no header, which must name the columns that are terms of tenant.entitlements; write one"
      : findWrongTerms(terms);
  return wrong === undefined
    ? tabulate({ ...file, terms: terms ?? [] })
    : { problems: [{ where: file.source, message: wrong }] };
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
