import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { type AwsAccess, describeError, printableLines } from "@quicksight-governance/core/aws";
import { formatProblems } from "@quicksight-governance/core/settings";
import { parse } from "yaml";
import { parseSettings } from "./parseSettings.ts";
import { runAccount } from "./runAccount.ts";
import { runTenant } from "./runTenant.ts";
import type { StackSettings } from "./settings.ts";
import { settingsIn } from "./settingsIn.ts";

/** Reads the settings of the current stack, checks all that can be checked, then declares what the stack is made of. */
export async function runStack(): Promise<Record<string, unknown>> {
  try {
    return await declareStack();
  } catch (error) {
    // Whatever names it holds, the engine prints it as it is.
    if (error instanceof pulumi.RunError) throw new pulumi.RunError(printableLines(error.message));
    throw error;
  }
}

async function declareStack(): Promise<Record<string, unknown>> {
  const settings = readSettings();
  const access = readAwsAccess();
  return settings.kind === "account"
    ? runAccount(settingsIn(access.region, settings.account), access)
    : runTenant(settings.tenant, access);
}

function readSettings(): StackSettings {
  const config = new pulumi.Config();
  const { settings, problems } = parseSettings({
    kind: config.get("kind"),
    account: config.getObject("account"),
    tenant: readTenant(config),
  });
  if (settings !== undefined) return settings;
  const count = problems.length;
  throw new pulumi.RunError(
    `the settings of stack ${pulumi.getStack()} have ${count} mistake${count === 1 ? "" : "s"}; nothing was written:\n${formatProblems(problems)}`,
  );
}

/**
 * The tenant's settings from the stack's file, or from a file of their own that `tenantFile` names. The engine hands a program the
 * whole configuration in one environment variable, and Linux takes 128 KB in one (execve(2), MAX_ARG_STRLEN): about 1,500 groups.
 */
function readTenant(config: pulumi.Config): unknown {
  const file = config.get("tenantFile");
  if (file === undefined) return config.getObject("tenant");
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new pulumi.RunError(
      `quicksight-governance:tenantFile: ${file} cannot be read (${describeError(error)}); correct the path, relative to the project, or the file's YAML. Nothing was written.`,
    );
  }
}

function readAwsAccess(): AwsAccess {
  const config = new pulumi.Config("aws");
  const region = config.get("region") ?? process.env["AWS_REGION"];
  if (region === undefined) {
    throw new pulumi.RunError(
      "aws:region: is missing; set the Region of the stack (pulumi config set aws:region eu-west-1)",
    );
  }
  const profile = config.get("profile");
  return profile === undefined ? { region } : { region, profile };
}
