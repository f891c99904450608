#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { policies } from "./pack.ts";
import type { GovernancePolicy } from "./support/governancePolicy.ts";

const levels = ["advisory", "disabled", "mandatory", "remediate"];

/**
 * What is wrong with a configuration of the pack, a line each: names that the pack does not have, levels that the engine does not know. The
 * engine passes over such names without a word; types of values it checks by itself.
 *
 * @param text the JSON of the file
 * @param file its name, for the messages
 */
export function checkConfiguration(
  text: string,
  file: string,
  known: readonly GovernancePolicy[] = policies,
): readonly string[] {
  let configuration: unknown;
  try {
    configuration = JSON.parse(text);
  } catch (error) {
    return [`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`];
  }
  if (!isObject(configuration)) return [`${file} is no object of policies`];
  return Object.entries(configuration).flatMap(([name, value]) => {
    if (name === "all")
      return [...checkLevel(value, `${file}: all`), ...checkTelling(configuration, file)];
    const policy = known.find((one) => one.name === name);
    if (policy === undefined) {
      const names = known.map((one) => one.name).join(", ");
      return [`${file}: there is no policy ${name}; the pack has ${names}`];
    }
    if (!isObject(value)) return checkLevel(value, `${file}: ${name}`);
    const { enforcementLevel = "mandatory", ...settings } = value;
    return [
      ...checkLevel(enforcementLevel, `${file}: ${name}.enforcementLevel`),
      ...checkSettings(settings, policy, file),
    ];
  });
}

/** `all` gives its level to `not-judged` too, which then refuses what is exempt instead of telling of it. */
function checkTelling(configuration: Record<string, unknown>, file: string): readonly string[] {
  const { all, "not-judged": own } = configuration;
  const level = isObject(own) ? own["enforcementLevel"] : own;
  return all === "mandatory" && level === undefined
    ? [
        `${file}: all makes not-judged mandatory, which refuses every exemption; add "not-judged": "advisory"`,
      ]
    : [];
}

function checkLevel(level: unknown, where: string): readonly string[] {
  return typeof level === "string" && levels.includes(level)
    ? []
    : [`${where} is ${JSON.stringify(level)}, which is no level; use ${levels.join(", ")}`];
}

function checkSettings(
  settings: Record<string, unknown>,
  { name, configSchema }: GovernancePolicy,
  file: string,
): readonly string[] {
  const known = Object.keys(configSchema.properties);
  return Object.keys(settings)
    .filter((setting) => !known.includes(setting))
    .map((setting) => `${file}: ${name} has no setting ${setting}; it has ${known.join(", ")}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

if (import.meta.main) {
  const files = process.argv.slice(2);
  if (files.length === 0) console.error("usage: node policies/checkConfiguration.ts FILE…");
  const wrong = files.flatMap((file) => checkConfiguration(readFileSync(file, "utf8"), file));
  for (const line of wrong) console.error(line);
  process.exitCode = files.length === 0 || wrong.length > 0 ? 1 : 0;
}
