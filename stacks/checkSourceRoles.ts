import * as pulumi from "@pulumi/pulumi";
import {
  askIam,
  type Caller,
  type PermissionStatement,
} from "@quicksight-governance/core/preflight";
import { formatProblems, type Problem } from "@quicksight-governance/core/settings";
import type { Facts } from "./facts.ts";
import type { AccountOutputs } from "./outputs.ts";
import type { TenantSettings } from "./settings.ts";
import { sourceRoleRights } from "./sourceRoleRights.ts";
import { warn } from "./warn.ts";

/** What is wrong with the roles of data sources, by the key of the data source; one without a mistake is not in it. */
export type RoleProblems = ReadonlyMap<string, readonly Problem[]>;

/**
 * Asks IAM whether the caller may hand the role of each data source over to QuickSight, and whether the role may do what the data source
 * needs: what is wrong with one stops that one. In a preview a right that the caller lacks is a warning, as whoever reviews need not deploy.
 * What IAM does not say, or not to this caller, is no mistake: the call that is denied will tell.
 */
export async function checkSourceRoles(
  { dataSources }: Pick<TenantSettings, "dataSources">,
  { dataRoleArn }: Pick<AccountOutputs, "dataRoleArn">,
  facts: Facts,
  caller: Caller,
): Promise<RoleProblems> {
  const sources = Object.entries(dataSources).flatMap(([name, source]) => {
    const roleArn = source.type === "S3" ? dataRoleArn : source.roleArn;
    // One of another account cannot be handed over at all, and is said to be.
    if (roleArn === undefined || roleArn.split(":")[4] !== facts.accountId) return [];
    const where = `tenant.dataSources.${name}${source.type === "S3" ? "" : ".roleArn"}`;
    return [{ name, source, roleArn, where }];
  });
  const roles = [...new Set(sources.map(({ roleArn }) => roleArn))];
  const unpassable = roles.length === 0 ? [] : await findDenied(caller, [passing(roles)]);
  const found = new Map<string, readonly Problem[]>();
  for (const { name, source, roleArn, where } of sources) {
    const problems = unpassable
      .filter(({ resource }) => resource === roleArn)
      .map(({ action, denied }) => {
        const message = `${caller.arn} may not ${action} on ${roleArn} ${denied}`;
        return { where, message, denied: true };
      });
    const rights = sourceRoleRights(source, facts);
    const lacking = rights.length === 0 ? [] : await findDenied(ofRole(roleArn, caller), rights);
    if (lacking.length > 0) problems.push(describeLack(where, roleArn, lacking));
    const isReview = pulumi.runtime.isDryRun();
    const warnings = isReview ? problems.filter(({ denied }) => denied) : [];
    for (const problem of warnings) await warn(formatProblems([problem]));
    const rest = problems.filter((problem) => !warnings.includes(problem));
    if (rest.length > 0) found.set(name, rest);
  }
  return found;
}

function passing(resources: readonly string[]): PermissionStatement {
  const condition = { "iam:PassedToService": "quicksight.amazonaws.com" };
  return { sid: "PassDataRole", actions: ["iam:PassRole"], resources, condition };
}

function ofRole(arn: string, caller: Caller): Caller {
  return { ...caller, arn, whose: "the role's" };
}

interface Denied {
  readonly action: string;
  readonly resource: string;
  readonly denied: string;
}

async function findDenied(
  caller: Caller,
  statements: readonly PermissionStatement[],
): Promise<Denied[]> {
  const answers = await askIam(caller, statements).catch(() => undefined);
  return (answers ?? []).flatMap(({ action, resource, denied }) =>
    denied === undefined ? [] : [{ action, resource, denied }],
  );
}

function describeLack(where: string, roleArn: string, lacking: readonly Denied[]) {
  const byResource = [...Map.groupBy(lacking, ({ resource, denied }) => `${resource} ${denied}`)];
  const parts = byResource.map(
    ([on, denied]) => `${denied.map(({ action }) => action).join(", ")} on ${on}`,
  );
  const message = `the role ${roleArn.slice(roleArn.lastIndexOf("/") + 1)} may not ${parts.join("; ")}`;
  return { where, message, denied: false };
}
