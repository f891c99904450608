import * as pulumi from "@pulumi/pulumi";
import { type AwsAccess, createQuickSight } from "@quicksight-governance/core/aws";
import { labelsOf } from "@quicksight-governance/core/assets";
import {
  type ActualKeys,
  describeQData,
  findQAssets,
  type GovernedKeys,
} from "@quicksight-governance/core/keys";
import { warn } from "./warn.ts";

/**
 * Says what Amazon Q data of the Region is encrypted with. Where the run registers keys and there is no such data yet, it warns: "Configure
 * a CMK prior to creating the above. Otherwise, Q data will be encrypted by an AWS-owned key and cannot be changed later" (user guide,
 * "Data encryption").
 */
export async function nameQData(
  { accountId, keys, defaultKey }: GovernedKeys,
  { qDataKey, isSent }: ActualKeys,
  access: AwsAccess,
): Promise<void> {
  const nameOf = (arn: string) => {
    const name = Object.keys(keys).find((one) => keys[one] === arn);
    return name === undefined ? arn : `account.keys.${name} (${arn})`;
  };
  const told = `account.keys: Amazon Q data is encrypted with ${describeQData(qDataKey, nameOf)}`;
  if (isSent !== true) {
    if (qDataKey !== undefined && pulumi.runtime.isDryRun()) await pulumi.log.info(told);
    return;
  }
  if (qDataKey !== undefined && qDataKey.type !== "owned") {
    await warn(told);
    return;
  }
  const client = createQuickSight(access);
  try {
    const { found, unknown } = await findQAssets(client, accountId);
    if (found !== undefined) {
      const what =
        qDataKey === undefined
          ? "account.keys: QuickSight does not tell with which key Amazon Q data is encrypted"
          : told;
      await warn(`${what}: there are ${labelsOf(found)}, and it is not encrypted anew`);
      return;
    }
    const unlisted = [...unknown.keys()].map(labelsOf).join(" and ");
    const reasons = [...new Set(unknown.values())].join("; ");
    const unsure = unknown.size === 0 ? "" : `; ${unlisted} cannot be listed (${reasons})`;
    await warn(
      `account.keys: a key for Amazon Q data cannot be changed later, and there is no such data yet${unsure}. Make the first topic, agent, space, knowledge base or chat, and buy index capacity, once this run has registered ${defaultKey ?? "the default key"}, and see by qsgov keys that QuickSight took it: AWS says that a key must be registered before, and elsewhere that the default key is not the one`,
    );
  } finally {
    client.destroy();
  }
}
