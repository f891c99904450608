import * as pulumi from "@pulumi/pulumi";
import { contentIn } from "@quicksight-governance/core/secrets";
import { formatProblems, type Problem } from "@quicksight-governance/core/settings";
import { tokens } from "../providers/tokens.ts";
import type { StackResources } from "./readState.ts";
import type { AccountSettings } from "./settings.ts";
import { warn } from "./warn.ts";

/**
 * What is wrong with the secrets that are made here, before anything is written: one that is also among those which exist, and contents that
 * this run is to give and the environment does not have. Of these a preview warns, as whoever reviews a change need not know them.
 */
export async function checkMadeSecrets(
  { madeSecrets, secrets }: Pick<AccountSettings, "madeSecrets" | "secrets">,
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
