import { showText } from "@quicksight-governance/core/settings";
import { readApprovals } from "@quicksight-governance/core/reconcile";
import { checkAccountId } from "./checkAccountId.ts";
import { parseOptions, wrongArgument } from "./parseOptions.ts";
import { type SettingsPlace, settingsOption } from "./settingsOption.ts";
import { readHashes } from "./readHashes.ts";

/** What `plan` and `apply` are asked for. */
export interface TenantOptions {
  /** Where the settings are: a tenant file, or the name of a stack of this folder. */
  readonly settings: SettingsPlace;
  /** The membership file; the settings name it when absent. */
  readonly membership: string | undefined;
  /** The AWS account; STS is asked when absent. */
  readonly account: string | undefined;
  readonly json: boolean;
  /** What is governed; absent: people and access. */
  readonly only: "people" | "access" | undefined;
  /** The hashes that plans which do something must be among; absent: any. */
  readonly expect: readonly string[] | undefined;
  /** Hashes of refused plans, of the arguments and of the environment. */
  readonly approvals: readonly string[];
}

/**
 * Reads the arguments of `plan` and `apply`, and the approvals of the environment.
 *
 * @throws {CommandError} naming the first argument that is wrong
 */
export function parseTenantOptions(command: string, args: readonly string[]): TenantOptions {
  const values = parseOptions(command, args, {
    tenant: { type: "string" },
    stack: { type: "string" },
    membership: { type: "string" },
    account: { type: "string" },
    approve: { type: "string", multiple: true },
    expect: { type: "string", multiple: true },
    only: { type: "string" },
    json: { type: "boolean" },
  });
  const { tenant, stack, membership, account, only, json = false } = values;
  if ((tenant === undefined) === (stack === undefined)) {
    throw wrongArgument(command, "give exactly one of --tenant FILE and --stack NAME");
  }
  const settings = settingsOption(command, values) ?? { stack: "" };
  checkAccountId(command, account);
  if (only !== undefined && only !== "people" && only !== "access") {
    throw wrongArgument(command, `--only takes people or access (got ${showText(only)})`);
  }
  const { approve = [], expect } = values;
  return {
    ...{ settings, membership, account, only, json },
    expect: expect && readHashes(command, "expect", expect),
    approvals: [...readHashes(command, "approve", approve), ...readApprovals(process.env)],
  };
}
