import { ConflictException, KMSClient, RotateKeyOnDemandCommand } from "@aws-sdk/client-kms";
import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { describeError } from "../../aws/describeError.ts";
import type { FollowedKind } from "../../aws/standing.ts";
import { judgeRotation, mostRotations } from "./judgeRotation.ts";
import { readRotations } from "./readRotations.ts";

/**
 * Rotations of keys on demand: `wanted` is the day since which the material of the key must have been rotated, so that one run rotates it
 * once, whoever repeats it. Nothing native does it: the released provider knows automatic rotation only.
 */
export const rotations: FollowedKind = {
  task: (displayName) => `rotating ${displayName}`,
  limit: 10 * 60_000,
  atOnce: true,
  look: async (client, { subject, wanted }) =>
    judgeRotation(wanted, await readRotations(keysOf(client), subject)),
  again: async (client, { subject }) => {
    try {
      await keysOf(client).send(new RotateKeyOnDemandCommand({ KeyId: subject }));
      return { said: "KMS rotates it; what is encrypted stays readable" };
    } catch (error) {
      // Another one is under way, which does as well.
      if (error instanceof ConflictException) return {};
      const most = `KMS rotates a key ${mostRotations} times on demand at most`;
      return {
        problem: `KMS does not rotate it (${describeError(error)}); ${most}, an enabled symmetric one whose material KMS made, and of several Regions the primary one; allow kms:RotateKeyOnDemand, or take rotatedOn out`,
      };
    }
  },
};

/** A client of KMS with the Region, the credentials and the connections of another, with which it ends. */
function keysOf({ config }: QuickSightClient): KMSClient {
  const { region, credentials, requestHandler } = config;
  return new KMSClient({ region, credentials, requestHandler });
}
