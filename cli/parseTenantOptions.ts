import { readApprovals } from "@quicksight-governance/core/reconcile";
import { checkAccountId } from "./checkAccountId.ts";
import { parseOptions, wrongArgument } from "./parseOptions.ts";

/** What `plan` and `apply` are asked for. */
export interface TenantOptions {
  /** Where the settings are: a tenant file, or the name of a stack of this folder. */
  readonly settings: { readonly tenant: string } | { readonly stack: string };
  /** The membership file; the settings name it when absent. */
  readonly membership: string | undefined;
  /** The AWS account; STS is asked when absent. */
  readonly account: string | undefined;
  readonly json: boolean;
  /** The hash that the plan must have; absent: any. */
  readonly expect: string | undefined;
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
    expect: { type: "string" },
    json: { type: "boolean" },
  });
  const { tenant, stack, membership, account, approve = [], expect, json = false } = values;
  if ((tenant === undefined) === (stack === undefined)) {
    throw wrongArgument(command, "give exactly one of --tenant FILE and --stack NAME");
  }
  if (stack !== undefined && !/^[\w.-]+$/.test(stack)) {
    throw wrongArgument(command, `--stack is the NAME in Pulumi.NAME.yaml (got "${stack}")`);
  }
  checkAccountId(command, account);
  for (const [option, hashes] of [
    ["approve", approve],
    ["expect", expect === undefined ? [] : [expect]],
  ] as const) {
    const odd = hashes.find((hash) => !/^[0-9a-f]{12}$/.test(hash));
    if (odd === undefined) continue;
    throw wrongArgument(
      command,
      `--${option} takes the 12 digits that a plan names (got "${odd}")`,
    );
  }
  return {
    settings: tenant === undefined ? { stack: stack ?? "" } : { tenant },
    membership,
    account,
    json,
    expect,
    approvals: [...approve, ...readApprovals(process.env)],
  };
}
