import type { Access, Method } from "@quicksight-governance/core/keys/access";
import { readApprovals } from "@quicksight-governance/core/reconcile";
import { showText } from "@quicksight-governance/core/settings";
import { parseOptions, wrongArgument } from "./parseOptions.ts";
import { readHashes } from "./readHashes.ts";

/** How long proof is looked for unless it is said, in minutes: as long as revoked data may open at AWS. */
const usualMinutes = 15;

/** What `qsgov revoke` and `qsgov restore` are asked for. */
export interface KeyAccessOptions {
  /** An ARN, an id, an alias, or a name in `account.keys`. */
  readonly key: string;
  readonly reason: string;
  readonly method: Method;
  /** The account stack whose settings name Region, bucket and keys. */
  readonly stack: string | undefined;
  readonly bucket: string | undefined;
  /** True: neither lock nor journal nor record. */
  readonly withoutBucket: boolean;
  /** How long proof is looked for, in milliseconds; 0: not at all. */
  readonly waitMs: number;
  readonly approvals: readonly string[];
  readonly json: boolean;
}

/** @throws {CommandError} naming the first argument that is wrong */
export function parseKeyAccessOptions(
  command: "revoke" | "restore",
  access: Access,
  [key = "", ...args]: readonly string[],
): KeyAccessOptions {
  if (key === "" || key.startsWith("-")) {
    throw wrongArgument(command, `name the key first: qsgov ${command} KEY --reason TEXT`);
  }
  const values = parseOptions(command, args, {
    reason: { type: "string" },
    ...(access === "revoked" ? { method: { type: "string" } } : {}),
    stack: { type: "string" },
    bucket: { type: "string" },
    "without-bucket": { type: "boolean", default: false },
    wait: { type: "string" },
    "no-wait": { type: "boolean", default: false },
    approve: { type: "string", multiple: true },
    json: { type: "boolean", default: false },
  });
  const { reason = "", stack, bucket, approve = [], json, wait } = values;
  const { "without-bucket": withoutBucket, "no-wait": noWait } = values;
  if (reason.trim() === "") {
    throw wrongArgument(command, "--reason TEXT is missing: it is written down with who and when");
  }
  if (stack !== undefined && !/^[\w.-]+$/.test(stack)) {
    const what = `--stack is the NAME in Pulumi.NAME.yaml (got ${showText(stack)})`;
    throw wrongArgument(command, what);
  }
  if (withoutBucket && bucket !== undefined) {
    throw wrongArgument(command, "give one of --bucket NAME and --without-bucket");
  }
  return {
    ...{ key, reason: reason.trim(), stack, bucket, withoutBucket, json },
    method: parseMethod(command, (values as { readonly method?: string }).method),
    waitMs: noWait ? 0 : parseMinutes(command, wait) * 60_000,
    approvals: [...readHashes(command, "approve", approve), ...readApprovals(process.env)],
  };
}

function parseMethod(command: string, method = "disable"): Method {
  if (method === "disable" || method === "deny") return method;
  throw wrongArgument(command, `--method takes disable or deny (got ${showText(method)})`);
}

function parseMinutes(command: string, text: string | undefined): number {
  if (text === undefined) return usualMinutes;
  const minutes = /^\d{1,4}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (minutes > 0) return minutes;
  throw wrongArgument(
    command,
    `--wait is a number of minutes (got ${showText(text)}); --no-wait does not wait`,
  );
}
