import * as pulumi from "@pulumi/pulumi";
import { formatProblems } from "@quicksight-governance/core";
import { accountStack } from "./account.ts";
import { readMembership, readRoster } from "./membership.ts";
import { readAccountOutputs } from "./outputs.ts";
import { accountPermissions, tenantPermissions } from "./permissions.ts";
import { type AwsAccess, preflight } from "./preflight.ts";
import {
  type AccountSettings,
  parseSettings,
  type StackSettings,
  type TenantSettings,
} from "./settings.ts";
import { tenantStack } from "./tenant.ts";

/** Reads the settings of the current stack, checks all that can be checked, then declares what the stack is made of. */
export async function runStack(): Promise<Record<string, unknown>> {
  const settings = readSettings();
  const access = readAwsAccess();
  return settings.kind === "account"
    ? runAccount(settings.account, access)
    : runTenant(settings.tenant, access);
}

async function runAccount(settings: AccountSettings, access: AwsAccess) {
  const facts = await preflight(access, settings.identityRegion, (found) =>
    accountPermissions(settings, found),
  );
  return accountStack(settings, facts);
}

async function runTenant(settings: TenantSettings, access: AwsAccess) {
  const account = await readAccountOutputs(settings.account);
  const membership = await readMembership(settings.membership, access);
  const people = readRoster(membership, settings, account.namespaces);
  const facts = await preflight(access, account.identityRegion, (found) =>
    tenantPermissions(settings, found, account),
  );
  return tenantStack({ settings, facts, account, people });
}

function readSettings(): StackSettings {
  const config = new pulumi.Config();
  const { settings, problems } = parseSettings({
    kind: config.get("kind"),
    account: config.getObject("account"),
    tenant: config.getObject("tenant"),
  });
  if (settings !== undefined) return settings;
  const count = problems.length;
  throw new pulumi.RunError(
    `the settings of stack ${pulumi.getStack()} have ${count} mistake${count === 1 ? "" : "s"}; nothing was written:\n${formatProblems(problems)}`,
  );
}

function readAwsAccess(): AwsAccess {
  const config = new pulumi.Config("aws");
  const region = config.get("region") ?? process.env["AWS_REGION"];
  if (region === undefined) {
    throw new pulumi.RunError(
      "aws:region: is missing; set the Region of the stack (pulumi config set aws:region eu-west-1)",
    );
  }
  return { region, profile: config.get("profile") };
}
