import { field, list, type Plain } from "./plain.ts";
import { get, make, refsOf, type Source } from "./source.ts";
import type { Thing } from "./thing.ts";

/** URIs of the groups that an access list names, in the words of a bucket or of a list of its own. */
export function urisOf(grants: Plain): Plain[] {
  const given: readonly Plain[] = list(grants);
  return given.map((one) => field(one, "uri") ?? field(one, "grantee", "uri"));
}

/** CloudFront's account, to which its former logs are written, as AWS's guide says. */
const cloudFront = "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0";

/** Whom an access list with a known owner names besides. */
export function strangersOf(policy: Plain): Plain[] {
  const owner = field(policy, "owner", "id");
  const grants: readonly Plain[] = list(field(policy, "grants"));
  return grants.flatMap((one) => {
    const id = field(one, "grantee", "id");
    const isStrange =
      typeof id === "string" && typeof owner === "string" && ![owner, cloudFront].includes(id);
    return [...(isStrange ? [id] : []), ...list(field(one, "grantee", "emailAddress"))];
  });
}

/** The access list of an object, where it has one. */
export function objectAcl(source: Source): readonly Thing[] {
  const acl = get(source, "acl");
  const grants = get(source, "grants");
  if (acl === undefined && grants === undefined) return [];
  const refs = { bucket: refsOf(source, "bucket") };
  return [make(source, "bucketAcl", { acl, grantees: urisOf(grants) }, refs)];
}

/** An access grant, of those that are not for groups of a directory. */
export function accessGrant(source: Source): readonly Thing[] {
  const isOfIam = get(source, "grantee", "granteeType") === "IAM";
  const grantee = isOfIam ? get(source, "grantee", "granteeIdentifier") : undefined;
  return [make(source, "bucketGrant", { grantee })];
}
