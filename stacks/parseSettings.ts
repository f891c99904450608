import {
  parseAccount,
  parseTenant,
  type Problem,
  showValue,
} from "@quicksight-governance/core/settings";
import type { StackSettings } from "./settings.ts";

/** The settings as a value, or everything that is wrong with them. */
export type ParsedSettings =
  | { readonly settings: StackSettings; readonly problems: readonly [] }
  | { readonly settings?: never; readonly problems: readonly Problem[] };

/** The stack's settings as they stand in `Pulumi.<stack>.yaml`, before they are checked. */
export interface RawSettings {
  readonly kind: unknown;
  readonly account: unknown;
  readonly tenant: unknown;
}

/**
 * Checks the settings of a stack in full: its kind, what belongs to the other kind, and all that `parseAccount` or
 * `parseTenant` checks. All problems at once, sorted by key.
 */
export function parseSettings(raw: RawSettings): ParsedSettings {
  const { kind } = raw;
  if (kind !== "account" && kind !== "tenant") {
    const message = `must be account or tenant (got ${showValue(kind)}); set it in Pulumi.<stack>.yaml`;
    return { problems: [{ where: "kind", message }] };
  }
  const other = kind === "account" ? "tenant" : "account";
  const misplaced = isAbsent(raw[other])
    ? []
    : [wrong(other, `does not belong to a stack of kind ${kind}; remove it`)];
  if (isAbsent(raw[kind])) {
    const message = `is missing; a stack of kind ${kind} is described by it`;
    return { problems: [...misplaced, wrong(kind, message)] };
  }
  const { settings, problems } = kind === "account" ? readAccount(raw) : readTenant(raw);
  const all = [...misplaced, ...problems];
  return settings !== undefined && all.length === 0
    ? { settings, problems: [] }
    : { problems: all.sort((a, b) => (a.where < b.where ? -1 : 1)) };
}

function readAccount({ account }: RawSettings): ParsedSettings {
  const { settings, problems } = parseAccount(account);
  return settings === undefined
    ? { problems }
    : { settings: { kind: "account", account: settings }, problems: [] };
}

function readTenant({ tenant }: RawSettings): ParsedSettings {
  const { settings, problems } = parseTenant(tenant);
  return settings === undefined
    ? { problems }
    : { settings: { kind: "tenant", tenant: settings }, problems: [] };
}

/** The engine gives `{}` for an object that the stack's file leaves out (the default in `Pulumi.yaml`). */
function isAbsent(value: unknown): boolean {
  return (
    value === undefined ||
    (typeof value === "object" && value !== null && Object.keys(value).length === 0)
  );
}

function wrong(where: string, message: string): Problem {
  return { where, message };
}
