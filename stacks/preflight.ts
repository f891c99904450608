import * as pulumi from "@pulumi/pulumi";
import { type AwsAccess, describeError, findCaller } from "@quicksight-governance/core/aws";
import {
  checkAccount,
  checkPermissions,
  type PermissionStatement,
} from "@quicksight-governance/core/preflight";
import { formatProblems, type Problem } from "@quicksight-governance/core/settings";
import type { Facts } from "./facts.ts";
import { warn } from "./warn.ts";

/**
 * Finds out what must be known of the account, and checks that this run can succeed, before a resource is declared: there
 * are credentials, the account can be governed, the identity Region is known, the caller may do what the stack needs. Makes no write call.
 *
 * In a preview a right that the caller lacks is a warning: whoever reviews a change need not be allowed to deploy it.
 *
 * @param identityRegion the setting, or what the account stack found out
 * @param required what the stack needs, once the facts are known
 * @param check looks at what the stack builds on: keys, secrets, dashboards
 * @throws {pulumi.RunError} naming everything that stands in the way, and what to do
 */
export async function preflight(
  access: AwsAccess,
  identityRegion: string | undefined,
  required: (facts: Facts) => readonly PermissionStatement[],
  check: (facts: Facts, callerArn: string) => Promise<readonly Problem[]>,
): Promise<Facts> {
  const caller = await findCaller(access.region, access.profile).catch((error: unknown) => {
    throw refuse([
      {
        where: "AWS credentials",
        message: `STS does not know the caller (${describeError(error)}); sign in (aws sso login), or set AWS_PROFILE or aws:profile`,
      },
    ]);
  });
  const subscription = await checkAccount(caller.accountId, access, identityRegion).catch(
    (error: unknown) => {
      throw refuse([{ where: "QuickSight", message: `does not answer (${describeError(error)})` }]);
    },
  );
  const facts: Facts = {
    accountId: caller.accountId,
    partition: caller.partition,
    region: access.region,
    identityRegion: subscription.identityRegion,
  };
  const permissions = await checkPermissions({ ...access, arn: caller.arn }, required(facts));
  for (const notice of permissions.notices) await warn(notice);
  const problems = [
    ...subscription.problems,
    ...permissions.problems,
    // Each of these calls would only say again what the two above have said.
    ...(subscription.problems.length === 0 ? await check(facts, caller.arn) : []),
  ];
  const warnings = pulumi.runtime.isDryRun() ? problems.filter(({ denied }) => denied) : [];
  for (const { where, message } of warnings) await warn(`${where}: ${message}`);
  const blocking = problems.filter((problem) => !warnings.includes(problem));
  if (blocking.length > 0) throw refuse(blocking);
  return facts;
}

function refuse(problems: readonly Problem[]): pulumi.RunError {
  return new pulumi.RunError(
    `this stack cannot be deployed yet; nothing was written:\n${formatProblems(problems)}`,
  );
}
