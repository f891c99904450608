import type { Problem } from "@quicksight-governance/core";
import type { z } from "zod";
import { checkTenant } from "./checkTenant.ts";
import { accountSettings, type StackSettings, tenantSettings } from "./settings.ts";

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
 * Checks the settings of a stack in full: unknown keys, types, ranges and what must go together. All problems at once, sorted
 * by key.
 */
export function parseSettings(raw: RawSettings): ParsedSettings {
  const { kind } = raw;
  if (kind !== "account" && kind !== "tenant") {
    const message = `must be account or tenant (got ${show(kind)}); set it in Pulumi.<stack>.yaml`;
    return { problems: [{ where: "kind", message }] };
  }
  const other = kind === "account" ? "tenant" : "account";
  const problems: Problem[] = isAbsent(raw[other])
    ? []
    : [wrong(other, `does not belong to a stack of kind ${kind}; remove it`)];
  if (isAbsent(raw[kind])) {
    const message = `is missing; a stack of kind ${kind} is described by it`;
    return { problems: [...problems, wrong(kind, message)] };
  }
  const settings =
    kind === "account" ? parseAccount(raw.account, problems) : parseTenant(raw.tenant, problems);
  return settings !== undefined && problems.length === 0
    ? { settings, problems: [] }
    : { problems: problems.sort((a, b) => (a.where < b.where ? -1 : 1)) };
}

function parseAccount(value: unknown, problems: Problem[]): StackSettings | undefined {
  const { data, error } = accountSettings.safeParse(value);
  problems.push(...explain("account", error, value));
  return data && { kind: "account", account: data };
}

function parseTenant(value: unknown, problems: Problem[]): StackSettings | undefined {
  const { data, error } = tenantSettings.safeParse(value);
  problems.push(...explain("tenant", error, value));
  if (data === undefined) return undefined;
  problems.push(...checkTenant(data));
  return { kind: "tenant", tenant: data };
}

/** The engine gives `{}` for an object that the stack's file leaves out (the default in `Pulumi.yaml`). */
function isAbsent(value: unknown): boolean {
  return value === undefined || (isRecord(value) && Object.keys(value).length === 0);
}

function wrong(where: string, message: string): Problem {
  return { where, message };
}

/** zod's issues in the form `key: what is wrong (got …); what to do`. */
function explain(root: string, error: z.ZodError | undefined, value: unknown): Problem[] {
  return (error?.issues ?? []).flatMap((issue) => explainIssue(root, issue, value));
}

function explainIssue(root: string, issue: z.core.$ZodIssue, value: unknown): Problem[] {
  const where = [root, ...issue.path.map(String)].join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) =>
      wrong(`${where}.${key}`, "is not a setting; correct its name or remove it"),
    );
  }
  if (issue.code === "invalid_key") {
    const rule = issue.issues[0]?.message ?? issue.message;
    return [wrong(where, `is not a good name; ${rule}`)];
  }
  const found = issue.path.reduce<unknown>(
    (inner, key) => (isRecord(inner) ? inner[String(key)] : undefined),
    value,
  );
  const rule = issue.message.replace(/^Invalid (input|option): expected/, "use");
  if (found === undefined)
    return [wrong(where, `is missing; ${rule.replace(/, received .*$/, "")}`)];
  return [wrong(where, `is wrong (got ${show(found)}); ${rule}`)];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** A value as it may stand in a message: short, on one line. */
function show(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
