import { askEmulator } from "./askEmulator.ts";
import type { Upstream } from "./upstream.ts";

/** What QuickSight asks of KMS for something that it encrypts. */
export type KeyAction = "CreateGrant" | "Decrypt" | "GenerateDataKey" | "RetireGrant";

/** One use of a key. */
export interface KeyUse {
  /** The ARN of the customer's key. */
  readonly keyId: string;
  /** The ARN of what is encrypted: the encryption context `aws:quicksight:arn`. */
  readonly arn: string;
  /** When it happens, in milliseconds since 1970. */
  readonly ms: number;
  /** The data key that is decrypted, as KMS gave it. */
  readonly ciphertext?: string | undefined;
}

/** What KMS answers. */
export interface KeyAnswer {
  /** Of GenerateDataKey: the data key, encrypted. */
  readonly ciphertext?: string;
  /** Of RetireGrant: how many grants were given up; a key that is gone has none. */
  readonly retired?: number;
  /** The error with which KMS refuses, and its words. */
  readonly refusal?: string;
  readonly message?: string;
}

/**
 * Has QuickSight itself call KMS, by the policy of the key and by the grants on it; the call is in the trail.
 *
 * A grant for the same is the same grant. RetireGrant gives up all grants for what is encrypted.
 */
export function callKeyService(
  upstream: Upstream,
  action: KeyAction,
  use: KeyUse,
): Promise<KeyAnswer> {
  const { credentials, region } = upstream;
  const caller = { account: credentials.accessKeyId, region, service: "quicksight.amazonaws.com" };
  return askEmulator<KeyAnswer>(upstream, "/_local/keys", { ...caller, action, ...use });
}
