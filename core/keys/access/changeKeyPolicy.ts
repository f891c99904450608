import { GetKeyPolicyCommand, type KMSClient, PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import { untilSeen } from "./untilSeen.ts";

/**
 * Changes the policy of a key as it is at this moment, and reads back what became of it: KMS has no condition under which it takes a
 * policy, so that somebody who writes at the same time would go unseen. `BypassPolicyLockoutSafetyCheck` is never set.
 *
 * @param change the new policy, of the one that there is
 * @param isDone whether a policy is as it should be; then nothing is written
 * @throws Error when somebody else's policy took the place of ours; else as KMS does
 */
export async function changeKeyPolicy(
  client: KMSClient,
  KeyId: string,
  change: (policy: string) => string,
  isDone: (policy: string) => boolean,
): Promise<void> {
  const read = async () => (await client.send(new GetKeyPolicyCommand({ KeyId }))).Policy ?? "{}";
  const before = await read();
  if (isDone(before)) return;
  await client.send(new PutKeyPolicyCommand({ KeyId, Policy: change(before) }));
  if (isDone(await untilSeen(read, isDone))) return;
  throw new Error(
    `the policy of ${KeyId} was written, and is another one now: somebody else writes it too; run it again`,
  );
}
