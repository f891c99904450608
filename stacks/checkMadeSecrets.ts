import * as pulumi from "@pulumi/pulumi";
import { contentIn } from "@quicksight-governance/core/secrets";
import { formatProblems, type Problem } from "@quicksight-governance/core/settings";
import { tokens } from "../providers/tokens.ts";
import { ownSecretsKey } from "./ownSecretsKey.ts";
import type { StackResources } from "./readState.ts";
import type { AccountSettings } from "./settings.ts";
import { warn } from "./warn.ts";

/**
 * What is wrong with the secrets that are made here, before anything is written: one that is also among those which exist, and contents that
 * this run is to give and the environment does not have. Of these a preview warns, as whoever reviews a change need not know them.
 */
export async function checkMadeSecrets(
  {
    madeSecrets,
    secrets,
    keys,
    conditions,
  }: Pick<AccountSettings, "madeSecrets" | "secrets" | "keys" | "conditions">,
  resources: StackResources,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const [name, made] of Object.entries(madeSecrets)) {
    const where = `account.madeSecrets.${name}`;
    if (secrets.includes(name)) {
      const message = "it is in account.secrets too, which are made elsewhere; name it once";
      problems.push({ where, message });
    }
    const wrongKey = findWrongKey(name, made.key, { keys, conditions }, resources);
    if (wrongKey !== undefined) problems.push({ where: `${where}.key`, message: wrongKey });
    const { environment: variable, round } = made;
    if (variable === undefined || isGiven(name, variable, round, resources)) continue;
    const { problem } = contentIn(environment, variable);
    if (problem === undefined) continue;
    const found = { where: `${where}.environment`, message: problem };
    if (pulumi.runtime.isDryRun()) await warn(formatProblems([found]));
    else problems.push(found);
  }
  return problems;
}

/** Why a secret cannot have this key. */
function findWrongKey(
  name: string,
  key: string | undefined,
  { keys, conditions }: Pick<AccountSettings, "keys" | "conditions">,
  resources: StackResources,
): string | undefined {
  if (key === undefined) {
    const held = Object.values(resources).find(
      ({ type, outputs }) =>
        type === "aws:secretsmanager/secret:Secret" && outputs?.["name"] === name,
    )?.outputs?.["kmsKeyId"];
    // The provider sends no key that is no longer declared, so that the secret keeps it and QuickSight could not decrypt it.
    return typeof held === "string" && held !== "" && !held.endsWith(ownSecretsKey)
      ? `it is encrypted with ${held}, and stays so while no key is named; say key: ${ownSecretsKey} to give that up`
      : undefined;
  }
  if (key === ownSecretsKey || key.startsWith("arn:")) return undefined;
  const known = Object.keys(keys).join(", ");
  if (!Object.hasOwn(keys, key)) {
    return `there is no key ${key} in account.keys (${known === "" ? "which has none" : known}); name one of these, or give the ARN of another one`;
  }
  return conditions === "all" && keys[key]?.arn === undefined
    ? `the key ${key} is used through QuickSight alone (account.conditions: all); give the ARN of another one`
    : undefined;
}

/** Whether an earlier run gave it this content. */
function isGiven(
  name: string,
  environment: string,
  round: number,
  resources: StackResources,
): boolean {
  return Object.entries(resources).some(
    ([urn, { type, outputs }]) =>
      type === tokens.secretValue &&
      urn.endsWith(`::${name}`) &&
      outputs?.["environment"] === environment &&
      outputs["round"] === round &&
      outputs["versionId"] !== undefined,
  );
}
