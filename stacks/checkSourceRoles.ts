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

/** What is wrong with the roles of data sources, by the key in the settings; what is without a mistake is not in it. */
export interface RoleProblems {
  readonly dataSources: ReadonlyMap<string, readonly Problem[]>;
  /** With the role that their rules about rows are read with. */
  readonly dataSets: ReadonlyMap<string, readonly Problem[]>;
}

/**
 * Asks IAM whether the caller may hand the role of each data source over to QuickSight, that of rules about rows among them, and whether the
 * role may do what the data source needs: what is wrong with one stops that one. In a preview a right that the caller lacks is a warning, as
 * whoever reviews need not deploy. What IAM does not say, or not to this caller, is no mistake: the call that is denied will tell.
 */
export async function checkSourceRoles(
  { dataSources, dataSets }: Pick<TenantSettings, "dataSources" | "dataSets">,
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
  const ruled = Object.entries(dataSets).flatMap(([name, { rowRules, entitled }]) => {
    if (rowRules === undefined && entitled === undefined) return [];
    const key = entitled === undefined ? "rowRules" : "entitled";
    return [{ name, where: `tenant.dataSets.${name}.${key}` }];
  });
  const handed = sources.map(({ roleArn }) => roleArn);
  const roles = [...new Set([...handed, ...(ruled.length === 0 ? [] : [dataRoleArn])])];
  const unpassable = roles.length === 0 ? [] : await findDenied(caller, [passing(roles)]);
  const whyKept = (where: string, roleArn: string): Problem[] =>
    unpassable
      .filter(({ resource }) => resource === roleArn)
      .map(({ action, denied }) => {
        const message = `${caller.arn} may not ${action} on ${roleArn} ${denied}`;
        return { where, message, denied: true };
      });
  const ofSources = new Map<string, readonly Problem[]>();
  for (const { name, source, roleArn, where } of sources) {
    const rights = sourceRoleRights(source, facts);
    const lacking = rights.length === 0 ? [] : await findDenied(ofRole(roleArn, caller), rights);
    const ofLack = lacking.length === 0 ? [] : [describeLack(where, roleArn, lacking)];
    const stopping = await warnOfRest([...whyKept(where, roleArn), ...ofLack]);
    if (stopping.length > 0) ofSources.set(name, stopping);
  }
  const ofSets = new Map<string, readonly Problem[]>();
  for (const { name, where } of ruled) {
    const stopping = await warnOfRest(whyKept(where, dataRoleArn));
    if (stopping.length > 0) ofSets.set(name, stopping);
  }
  return { dataSources: ofSources, dataSets: ofSets };
}

/** Of these what stops something; of the rest it warns. */
async function warnOfRest(problems: readonly Problem[]): Promise<Problem[]> {
  const isReview = pulumi.runtime.isDryRun();
  const [stopping, rest]: [Problem[], Problem[]] = [[], []];
  for (const problem of problems) (isReview && problem.denied ? rest : stopping).push(problem);
  for (const problem of rest) await warn(formatProblems([problem]));
  return stopping;
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
