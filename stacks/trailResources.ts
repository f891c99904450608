import type { AwsAccess } from "@quicksight-governance/core/aws";
import { trailDatabaseOf, trailTableName } from "@quicksight-governance/core/keys/athena";
import { findCatalog, findTrail, findWorkgroup } from "@quicksight-governance/core/preflight";
import type { AccountSettings } from "@quicksight-governance/core/settings";
import { keyAthenaDescription, keyWorkgroupName } from "../components/keyAthena.ts";
import { keyTrailName } from "../components/keyTrail.ts";
import type { Facts } from "./facts.ts";
import { trailBucketNameOf } from "./names.ts";
import type { Finding, RetainedResource } from "./retainedResources.ts";

/**
 * What is made for the trail, which AWS makes only once of a name, and a run that was killed leaves without a state. It is ours by what it
 * says of itself, or where it writes to.
 */
export function trailResources(
  { trail }: AccountSettings,
  facts: Facts,
  access: AwsAccess,
): RetainedResource[] {
  if (trail === undefined) return [];
  const { accountId, region } = facts;
  const database = trailDatabaseOf(region);
  return [
    ...(trail.existing === undefined ? [madeTrail(facts, access)] : []),
    ...(trail.athena === undefined
      ? []
      : [
          described("athena/workgroup:Workgroup", `work group ${keyWorkgroupName}`, {
            ...{ id: keyWorkgroupName, allow: "athena:GetWorkGroup" },
            find: () => findWorkgroup(keyWorkgroupName, access),
          }),
          described("glue/catalogDatabase:CatalogDatabase", `database ${database}`, {
            ...{ id: `${accountId}:${database}`, allow: "glue:GetDatabase" },
            find: () => findCatalog(database, undefined, access),
          }),
          described("glue/catalogTable:CatalogTable", `table ${database}.${trailTableName}`, {
            ...{ id: `${accountId}:${database}:${trailTableName}`, allow: "glue:GetTable" },
            find: () => findCatalog(database, trailTableName, access),
          }),
        ]),
  ];
}

function madeTrail(facts: Facts, access: AwsAccess): RetainedResource {
  const title = `trail ${keyTrailName}`;
  return {
    ...{ where: "account.trail", title, end: "aws:cloudtrail/trail:Trail::trail", global: false },
    allow: "cloudtrail:GetTrail",
    holds: () => true,
    look: async (): Promise<Finding | undefined> => {
      const found = await findTrail(keyTrailName, access);
      if (found === undefined) return undefined;
      if (found.bucket === trailBucketNameOf(facts)) return { kind: "ours", id: found.arn };
      const message = `a ${title} is there already, which writes to ${found.bucket}; name its bucket in account.trail.existing to use it, or delete the trail`;
      return { kind: "unusable", message };
    },
  };
}

interface Described extends Pick<RetainedResource, "allow"> {
  readonly id: string;
  /** What it says of itself. */
  readonly find: () => Promise<string | undefined>;
}

function described(type: string, title: string, { id, allow, find }: Described): RetainedResource {
  return {
    ...{ where: "account.trail.athena", title, end: `aws:${type}::athena`, global: false },
    allow,
    holds: () => true,
    look: async (): Promise<Finding | undefined> => {
      const description = await find();
      if (description === undefined) return undefined;
      if (description === keyAthenaDescription) return { kind: "ours", id };
      const message = `a ${title} is there already, and this program did not make it; rename or delete it, or leave account.trail.athena out`;
      return { kind: "unusable", message };
    },
  };
}
