import { KMSClient } from "@aws-sdk/client-kms";
import { type AwsAccess, describeError } from "@quicksight-governance/core/aws";
import {
  type GovernedKeys,
  judgeRotation,
  mostRotations,
  readRotations,
  wantedRotation,
} from "@quicksight-governance/core/keys";
import type { Problem } from "@quicksight-governance/core/settings";
import type { AccountSettings } from "./settings.ts";
import { warn } from "./warn.ts";

/**
 * Looks at the keys that are to be rotated on demand, and names those that this run rotates: the engine shows only that it follows a
 * rotation. A key that is not made yet needs none.
 *
 * @param today in UTC
 */
export async function checkRotations(
  declared: AccountSettings["keys"],
  { keys }: GovernedKeys,
  access: AwsAccess,
  today = new Date().toISOString().slice(0, 10),
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const [name, { rotatedOn }] of Object.entries(declared)) {
    if (rotatedOn === undefined) continue;
    const where = `account.keys.${name}.rotatedOn`;
    const arn = keys[name];
    if (rotatedOn > today) {
      const message = `${rotatedOn} lies ahead, and a run rotates at once; use today's date (${today} in UTC) on that day`;
      problems.push({ where, message });
    } else if (arn !== undefined) {
      problems.push(...(await checkRotation(where, arn, rotatedOn, access)));
    }
  }
  return problems;
}

async function checkRotation(
  where: string,
  arn: string,
  day: string,
  access: AwsAccess,
): Promise<Problem[]> {
  const client = new KMSClient({ ...access });
  try {
    const facts = await readRotations(client, arn);
    if (judgeRotation(wantedRotation(day), facts).is !== "wrong") return [];
    const { origin, isReplica, onDemand } = facts;
    if (origin !== "AWS_KMS") {
      const message = `the key's material is not of KMS (${origin}), which cannot rotate it; import other material, or take rotatedOn out (got ${arn})`;
      return [{ where, message }];
    }
    if (isReplica) {
      const message = `the key is a replica, which is rotated with its primary key; rotate that one, in its Region, or take rotatedOn out (got ${arn})`;
      return [{ where, message }];
    }
    if (onDemand >= mostRotations) {
      const message = `the key was rotated on demand ${onDemand} times, and KMS does it ${mostRotations} times; make another key the default, or take rotatedOn out (got ${arn})`;
      return [{ where, message }];
    }
    await warn(
      `${where}: the key is rotated by this update, on demand for the ${onDemand + 1}. of ${mostRotations} times that KMS does it; what it has encrypted stays readable (${arn})`,
    );
    return [];
  } catch (error) {
    // What is wrong with the key itself is said by the look at it.
    const denied = error instanceof Error && error.name === "AccessDeniedException";
    if (!denied) return [];
    const message = `whether the key is to be rotated cannot be looked at (${describeError(error)}); allow kms:ListKeyRotations and kms:GetKeyRotationStatus on it`;
    return [{ where, message, denied }];
  } finally {
    client.destroy();
  }
}
