import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { formatProblems } from "@quicksight-governance/core/settings";
import { parse } from "yaml";
import { parseSettings } from "../../stacks/parseSettings.ts";
import type { StackSettings } from "../../stacks/settings.ts";

/** The stacks of the sample organisation, the account before its tenants. */
export const stacks = ["dev", "dev-default", "dev-3rd-party"] as const;

const tenantKey = "quicksight-governance:tenant";

/** The repository's own stack files, with another membership file where one is given. */
export function stackFiles(membership?: string): Record<string, object> {
  if (membership === undefined) return {};
  const tenants = stacks.filter((stack) => stack !== "dev");
  return Object.fromEntries(tenants.map((stack) => [stack, withMembership(stack, membership)]));
}

function withMembership(stack: string, membership: string): object {
  const config = readConfig(stack);
  const tenant = { ...(config[tenantKey] as object), membership: { file: resolve(membership) } };
  return { config: { ...config, [tenantKey]: tenant } };
}

/** The settings of one of the repository's own stacks. */
export function readStackSettings(stack: string): StackSettings {
  const config = readConfig(stack);
  const { settings, problems } = parseSettings({
    kind: config["quicksight-governance:kind"],
    account: config["quicksight-governance:account"],
    tenant: config[tenantKey],
  });
  if (settings === undefined) throw new Error(formatProblems(problems));
  return settings;
}

function readConfig(stack: string): Record<string, unknown> {
  const file = parse(readFileSync(`Pulumi.${stack}.yaml`, "utf8")) as {
    config: Record<string, unknown>;
  };
  return file.config;
}
