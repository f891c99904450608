import { isDeepStrictEqual } from "node:util";
import { quicksightPrincipals } from "../quicksightPrincipals.ts";
import type { ActualKeyAccess } from "./keyAccess.ts";

/** The principal of QuickSight in policies: that of AWS's user guide. */
const [quicksight] = quicksightPrincipals;

/** What our statements are called: by these names alone they are known again. */
const sids = ["QuickSightGovernanceRevoked", "QuickSightGovernanceRevokedCallers"] as const;

/** The longest key policy that KMS takes, in bytes (its developer guide, "Quotas"). */
const mostBytes = 32_768;

type Fields = Readonly<Record<string, unknown>>;

/**
 * The statements that close a key to QuickSight. The first is that of AWS's user guide ("Revoking access to CMK-encrypted data"). A Deny
 * outweighs every grant (KMS developer guide, "Grants"), so that those which QuickSight holds allow nothing. What QuickSight asks of KMS
 * in the name of a caller (forward access sessions) is asked by the caller and not by the service: the second is about that. Nothing
 * says that it uses data so. CreateGrant stays: it opens nothing, and a registration needs it.
 */
export function denyStatements(region: string): readonly Fields[] {
  const use = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"];
  const [service, callers] = sids;
  const denied = { Effect: "Deny", Resource: "*" };
  return [
    {
      ...{ Sid: service, ...denied, Principal: { Service: quicksight } },
      Action: [...use, "kms:DescribeKey"],
    },
    {
      ...{ Sid: callers, ...denied, Principal: { AWS: "*" }, Action: use },
      Condition: { StringEquals: { "kms:ViaService": `quicksight.${region}.amazonaws.com` } },
    },
  ];
}

/** Whether a key policy has our statements. */
export function findDeny(policy: string, region: string): ActualKeyAccess["deny"] {
  const own = statementsOf(parse(policy)).filter(isOwn);
  if (own.length === 0) return "absent";
  const bySid = (found: readonly Fields[]) => new Map(found.map((one) => [one["Sid"], one]));
  const isWhole = isDeepStrictEqual(bySid(own), bySid(denyStatements(region)));
  return isWhole && own.length === sids.length ? "whole" : "changed";
}

/**
 * The policy with our statements at its end, and everything else as it is.
 *
 * @throws Error when it is longer than KMS takes
 */
export function withDeny(policy: string, region: string): string {
  const document = parse(policy);
  const others = statementsOf(document).filter((one) => !isOwn(one));
  const text = JSON.stringify({ ...document, Statement: [...others, ...denyStatements(region)] });
  const bytes = Buffer.byteLength(text);
  if (bytes <= mostBytes) return text;
  throw new Error(
    `the key's policy has no room for the statements that deny it to QuickSight (it would have ${bytes} bytes, and KMS takes ${mostBytes}); disable the key (--method disable)`,
  );
}

/** The policy without our statements, and everything else as it is. */
export function withoutDeny(policy: string): string {
  const document = parse(policy);
  const Statement = statementsOf(document).filter((one) => !isOwn(one));
  return JSON.stringify({ ...document, Statement });
}

function isOwn({ Sid }: Fields): boolean {
  return sids.some((sid) => sid === Sid);
}

/** A policy of one statement may have it without a list (IAM user guide, "Grammar of the IAM JSON policy language"). */
function statementsOf({ Statement }: Fields): readonly Fields[] {
  if (Array.isArray(Statement)) return Statement.filter(isObject);
  return isObject(Statement) ? [Statement] : [];
}

function parse(policy: string): Fields {
  const document: unknown = JSON.parse(policy);
  if (isObject(document)) return document;
  throw new Error("the key's policy is no JSON object; look at it in the console of KMS");
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}
