import { type AwsAccess, describeError } from "@quicksight-governance/core/aws";
import { judgeRotation, openSecrets, readRotation } from "@quicksight-governance/core/secrets";
import type { Problem } from "@quicksight-governance/core/settings";
import type { AccountSettings } from "./settings.ts";
import { warn } from "./warn.ts";

/**
 * What is wrong with how secrets that are made here are rotated, before anything is written: Secrets Manager calls functions of its own Region
 * only. A rotation that failed is named, as nobody else tells of it, and stops nothing.
 */
export async function checkSecretRotations(
  { madeSecrets }: Pick<AccountSettings, "madeSecrets">,
  access: AwsAccess,
): Promise<Problem[]> {
  const rotated = Object.entries(madeSecrets).flatMap(([name, { rotation }]) =>
    rotation === undefined
      ? []
      : [{ name, where: `account.madeSecrets.${name}.rotation`, rotation }],
  );
  const problems = rotated.flatMap(({ where, rotation: { functionArn } }): Problem[] => {
    const region = functionArn.split(":")[3] ?? "";
    if (region === access.region) return [];
    const message = `the function is in ${region}, and Secrets Manager calls one of its own Region; deploy it in ${access.region} (got ${functionArn})`;
    return [{ where: `${where}.functionArn`, message }];
  });
  const client = openSecrets(access);
  try {
    for (const { name, where } of rotated) {
      const facts = await readRotation(client, name);
      const found = facts && judgeRotation(facts);
      if (found === undefined) continue;
      await warn(
        `${where}: ${found}; look into the log of its function, and begin again: aws secretsmanager rotate-secret --secret-id ${name}`,
      );
    }
  } catch (error) {
    // Who may not look at secrets is told so by the check of rights.
    await warn(`how secrets are rotated cannot be looked at (${describeError(error)})`);
  } finally {
    client.destroy();
  }
  return problems;
}
