import {
  DescribeKeyCommand,
  GetKeyRotationStatusCommand,
  type KMSClient,
  paginateListKeyRotations,
} from "@aws-sdk/client-kms";
import type { RotationFacts } from "./judgeRotation.ts";

/** What KMS tells of the material of a key, by three calls or, after more than a hundred rotations, some more. */
export async function readRotations(client: KMSClient, KeyId: string): Promise<RotationFacts> {
  const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
  // Before the list: what ends meanwhile is in it then.
  const status = await client.send(new GetKeyRotationStatusCommand({ KeyId }));
  const rotatedAt: Date[] = [];
  let onDemand = 0;
  for await (const { Rotations = [] } of paginateListKeyRotations({ client }, { KeyId })) {
    for (const { RotationDate, RotationType } of Rotations) {
      if (RotationDate !== undefined) rotatedAt.push(RotationDate);
      if (RotationType === "ON_DEMAND") onDemand += 1;
    }
  }
  const {
    CreationDate = new Date(0),
    Origin = "unknown",
    MultiRegionConfiguration,
  } = KeyMetadata ?? {};
  return {
    ...{ madeAt: CreationDate, rotatedAt, onDemand, origin: Origin },
    underWaySince: status.OnDemandRotationStartDate,
    isReplica: MultiRegionConfiguration?.MultiRegionKeyType === "REPLICA",
  };
}
