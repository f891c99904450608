import type { PermissionStatement } from "@quicksight-governance/core/preflight";
import { bucketNameOf } from "@quicksight-governance/core/settings";
import { accountPermissions } from "../../stacks/accountPermissions.ts";
import type { Facts } from "../../stacks/facts.ts";
import { dataRoleNameOf } from "../../stacks/names.ts";
import type { AccountSettings } from "../../stacks/settings.ts";
import { tenantPermissions } from "../../stacks/tenantPermissions.ts";
import { readStackSettings } from "./stackFiles.ts";

/**
 * What whoever deploys a stack of this repository must be allowed to do, by its file `Pulumi.<stack>.yaml`.
 *
 * @throws Error when the file is not there or its settings are wrong, or those of the account stack that a tenant builds on
 */
export function stackPermissions(stack: string, facts: Facts): PermissionStatement[] {
  const settings = readStackSettings(stack);
  if (settings.kind === "account") return accountPermissions(settings.account, facts);
  const account = readStackSettings(settings.tenant.account.replace(/^.*\//, ""));
  if (account.kind !== "account") {
    throw new Error(`${stack}: tenant.account is ${settings.tenant.account}, which is a tenant`);
  }
  return tenantPermissions(settings.tenant, facts, outputsOf(account.account, facts));
}

/** What an account stack will say of itself. */
function outputsOf(settings: AccountSettings, facts: Facts) {
  const { accountId, partition } = facts;
  return {
    bucketArn: `arn:${partition}:s3:::${bucketNameOf(settings, facts)}`,
    dataRoleArn: `arn:${partition}:iam::${accountId}:role/${dataRoleNameOf(facts)}`,
    parameterPrefix: settings.parameterPrefix,
  };
}
