import type { DataKey, DataSet, RegionAssets } from "../../store/assets.ts";
import { callKeyService, type KeyAnswer } from "../../upstream/keyService.ts";
import { upstreamOf } from "../../upstream/upstream.ts";
import type { Call } from "../handler.ts";

/** What something will be encrypted with (`undefined`: AWS's own key), or why it can't be. */
export type Made =
  | { readonly key: DataKey | undefined; readonly problem?: undefined }
  | { readonly problem: string; readonly key?: undefined };

/**
 * Makes a data key under the default key of the Region, with a grant for what it encrypts (user guide, "Verify the key used by
 * QuickSight"). Without a default key AWS's own is used, which leaves no trace.
 *
 * @param former what it was encrypted with: for a while after access to the same key is revoked, that still does
 */
export async function makeDataKey(
  call: Call<unknown>,
  { registeredKeys }: RegionAssets,
  arn: string,
  former?: DataKey,
): Promise<Made> {
  const keyArn = registeredKeys.find(({ isDefault }) => isDefault)?.keyArn;
  if (keyArn === undefined) return { key: undefined };
  const made = { keyArn, createdAt: call.now, usableAt: call.now };
  const upstream = upstreamOf(call);
  if (upstream === undefined) return { key: { ...made, ciphertext: undefined } };
  const use = { keyId: keyArn, arn, ms: call.now };
  const granted = await callKeyService(upstream, "CreateGrant", use);
  const answer =
    granted.refusal === undefined
      ? await callKeyService(upstream, "GenerateDataKey", use)
      : granted;
  if (answer.refusal === undefined) return { key: { ...made, ciphertext: answer.ciphertext } };
  if (former?.keyArn === keyArn && stillWorks(call, former)) return { key: former };
  // The grant may be there, where only the data key was refused. That AWS gives it up, as after any load that failed, is ours.
  await settleGrants(call, arn, former, [keyArn]);
  return { problem: problemOf(keyArn, answer) };
}

/**
 * Uses a data key, as every read does ("All data access to encrypted resources is logged", user guide).
 *
 * Where access to the customer's key is revoked it goes on for `revokeDelayMs` after its last use that KMS let pass: at AWS "it can take
 * up to 15 minutes" (user guide, "Revoking access"). That the time is counted so, and that there is none when access comes back, is ours.
 *
 * @returns why it can't be used, if it can't
 */
export async function useDataKey(
  call: Call<unknown>,
  arn: string,
  key: DataKey | undefined,
): Promise<string | undefined> {
  const upstream = upstreamOf(call);
  if (upstream === undefined || key === undefined) return undefined;
  const { keyArn: keyId, ciphertext } = key;
  const answer = await callKeyService(upstream, "Decrypt", {
    keyId,
    arn,
    ciphertext,
    ms: call.now,
  });
  if (answer.refusal === undefined) {
    key.usableAt = call.now;
    return undefined;
  }
  return stillWorks(call, key) ? undefined : problemOf(keyId, answer);
}

function stillWorks({ now, settings }: Call<unknown>, { usableAt }: DataKey): boolean {
  return now < usableAt + settings.revokeDelayMs;
}

// AWS's words are not known.
function problemOf(keyArn: string, { refusal = "", message = "" }: KeyAnswer): string {
  return `The key ${keyArn} is unavailable (${refusal}: ${message})`;
}

/**
 * Gives up the grants for something on all keys but that in force. Then that has its grant made again, which changes nothing but that
 * it comes last: the user guide reads the key in use from the last event about a grant. With `retireGrantsLast` it does not.
 *
 * @param held keys on which there may be grants
 */
export async function settleGrants(
  call: Call<unknown>,
  arn: string,
  inForce: DataKey | undefined,
  held: Iterable<string>,
): Promise<void> {
  const upstream = upstreamOf(call);
  if (upstream === undefined) return;
  let retired = 0;
  for (const keyId of new Set(held)) {
    if (keyId === inForce?.keyArn) continue;
    const answer = await callKeyService(upstream, "RetireGrant", { keyId, arn, ms: call.now });
    retired += answer.retired ?? 0;
  }
  if (retired === 0 || inForce === undefined || call.settings.retireGrantsLast) return;
  await callKeyService(upstream, "CreateGrant", { keyId: inForce.keyArn, arn, ms: call.now });
}

/** The customer's keys that a data set or its loads were encrypted with. */
export function keysOf({ ingestions, spiceKey }: DataSet): string[] {
  const keys = [...ingestions.values()].map(({ key }) => key);
  return [...keys, spiceKey].flatMap((key) => key?.keyArn ?? []);
}
