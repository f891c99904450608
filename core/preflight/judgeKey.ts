import type { KeyMetadata, KeyState } from "@aws-sdk/client-kms";
import { dayOf } from "../aws/dayOf.ts";

/** What keeps QuickSight from taking a key. */
export interface KeyFault {
  readonly message: string;
  /**
   * True: only that it is not enabled, which can be undone and takes nothing from a key that is registered until the list is sent again.
   * A key that waits for its deletion is not: what it encrypted is lost with it.
   */
  readonly isDisabled?: boolean;
}

/** What there is to know of a key that can be taken. */
export interface KeyNotice {
  readonly message: string;
  /** True: a key that is registered has shown it. */
  readonly untilRegistered?: boolean;
}

/** What to do about a key that is not enabled (developer guide of KMS, "Key states of AWS KMS keys"). */
const waysOut: Readonly<Partial<Record<KeyState, string>>> = {
  Creating: "wait until it is Enabled, and run it again",
  Updating: "wait until it is Enabled, and run it again",
  PendingImport: "import its key material, or use another",
  Unavailable: "connect its key store, or use another",
};

const isGoing = (state: KeyState | undefined) =>
  state === "PendingDeletion" || state === "PendingReplicaDeletion";

/**
 * Judges a key of the right account and Region: QuickSight takes customer managed keys that are symmetric, for encryption, and enabled
 * (user guide, "Key management"). Multi-Region keys are no exception; each of them is the key of its Region.
 */
export function judgeKey(key: KeyMetadata | undefined): KeyFault[] {
  const { KeyId = "", KeySpec, KeyUsage, KeyState: state, KeyManager, DeletionDate } = key ?? {};
  const faults: KeyFault[] = [];
  if (KeySpec !== "SYMMETRIC_DEFAULT" || KeyUsage !== "ENCRYPT_DECRYPT") {
    const found = `${KeySpec ?? "unknown"} for ${KeyUsage ?? "unknown"}`;
    faults.push({ message: `the key is ${found}; use a symmetric key for ENCRYPT_DECRYPT` });
  }
  if (KeyManager === "AWS") {
    faults.push({ message: "the key is managed by AWS; use a customer managed key" });
  }
  if (isGoing(state)) {
    const when = DeletionDate === undefined ? "" : ` on ${dayOf(DeletionDate)}`;
    const keep = `aws kms cancel-key-deletion --key-id ${KeyId}, then aws kms enable-key --key-id ${KeyId}`;
    faults.push({
      message: `the key is ${state}: it is deleted${when}, and what it encrypted is lost with it; keep it (${keep}), or use another`,
    });
  } else if (state !== "Enabled") {
    const wayOut = waysOut[state ?? "Disabled"] ?? "enable it, or use another";
    faults.push({ message: `the key is ${state ?? "unknown"}; ${wayOut}`, isDisabled: true });
  }
  return faults;
}

/**
 * What is to be said of a key that is taken.
 *
 * @param isRotated whether KMS rotates it by itself; undefined where that is not known, or not KMS's to do
 */
export function adviseOnKey(
  key: KeyMetadata | undefined,
  isRotated: boolean | undefined,
): KeyNotice[] {
  const { KeyId = "", Origin, ValidTo } = key ?? {};
  const notices: KeyNotice[] = [];
  if (isRotated === false) {
    const message = `the key is not rotated automatically; unless that is on purpose, let KMS do it (aws kms enable-key-rotation --key-id ${KeyId})`;
    notices.push({ message });
  }
  if (ValidTo !== undefined) {
    const message = `the key's material expires on ${dayOf(ValidTo)}, and nothing that it encrypts can be read from then on; import it again before`;
    notices.push({ message });
  }
  if (Origin === "AWS_CLOUDHSM" || Origin === "EXTERNAL_KEY_STORE") {
    const message = `the key's material is in a custom key store (${Origin}); AWS says nowhere that QuickSight takes such a key, and where it does not, the update says so by its name`;
    notices.push({ message, untilRegistered: true });
  }
  return notices;
}

/** Whether KMS can rotate the key by itself: of several Regions, only the primary one; of what others made, nothing. */
export function isRotatable(key: KeyMetadata | undefined): boolean {
  const isReplica = key?.MultiRegionConfiguration?.MultiRegionKeyType === "REPLICA";
  return key?.Origin === "AWS_KMS" && !isReplica;
}
