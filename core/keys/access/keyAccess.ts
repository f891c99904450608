import type { AnyStep } from "../../reconcile/subject.ts";

/** Whether QuickSight may use a key: `revoked` closes what is encrypted with it to everybody. */
export type Access = "revoked" | "granted";

/**
 * How access is revoked (AWS user guide, "Revoking access to CMK-encrypted data"): the key is disabled, for everybody who uses it; or its
 * policy denies it to QuickSight, and to nobody else.
 */
export type Method = "disable" | "deny";

/** Every {@link Method}, in the order in which they are taken. */
export const methods: readonly Method[] = ["deny", "disable"];

/** What access to one key should be. */
export interface DesiredKeyAccess {
  readonly accountId: string;
  readonly region: string;
  /** The ARN of a key of that account and Region. */
  readonly keyArn: string;
  readonly access: Access;
  /** How it is revoked; restoring gives back whatever was taken. */
  readonly method: Method;
  /** Why, in a person's words: recorded, and in no hash. */
  readonly reason: string;
  /** The ARN of who does it. */
  readonly by: string;
}

/** Who did something, when, and why. */
export interface Deed {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: string;
  readonly reason: string;
}

/** What this program took. */
export interface Taken extends Deed {
  /** False: begun, and not known to have come to its end. */
  readonly done: boolean;
}

/** What is to be written down in the bucket. */
export interface AccessRecord extends Deed {
  readonly access: Access;
  readonly method: Method;
}

/** What the journal says of a key: what was taken from it by this program, and must be given back. */
export interface HeldKey {
  readonly disable?: Taken | undefined;
  readonly deny?: Taken | undefined;
  /** What was done and is not written down yet. */
  readonly pending: readonly AccessRecord[];
}

/** A key of which nothing was taken. */
export const nothingHeld: HeldKey = { pending: [] };

/** How the key is now. */
export interface ActualKeyAccess {
  /** As KMS calls it: `Enabled`, `Disabled`. */
  readonly state: string;
  /** Whether its policy has our statements, word for word; `changed`: something else under their Sid. */
  readonly deny: "absent" | "whole" | "changed";
  /** The value of our tag. */
  readonly tag: string | undefined;
}

/** A kind of step: `allow` takes our statements out of the policy, `record` writes down what was done. */
export type KeyAccessStepKind = "disable" | "deny" | "enable" | "allow" | "record";

/** One change of a key. */
export type KeyAccessStep = {
  [Kind in KeyAccessStepKind]: AnyStep & { readonly kind: Kind; readonly keyArn: string };
}[KeyAccessStepKind];

/** The id of a key, from its ARN. */
export function keyIdOf(keyArn: string): string {
  return keyArn.slice(keyArn.lastIndexOf("/") + 1);
}
