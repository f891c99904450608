import { parseKeys } from "@quicksight-governance/core/keys";
import type { StackResources } from "./readState.ts";

/** The keys that an account stack has, by what its state says. */
export interface FormerKeys {
  /** By their name in the settings, the ARNs of the keys that the stack made. */
  readonly made: Readonly<Record<string, string>>;
  /** By the ARN of a key that the stack made, or registered, the name that it had in the settings. */
  readonly names: ReadonlyMap<string, string>;
}

/** A key that the stack made, by the end of its URN. */
const madeKey = /aws:kms\/key:Key::keys-(.+)$/;

/**
 * Finds the keys in the state. Which ones were declared says what follows their registration, and, of a version that followed none, the
 * component. The registration itself does not: a refresh puts into it what others registered.
 */
export function findFormerKeys(resources: StackResources): FormerKeys {
  const made: Record<string, string> = {};
  const declared = new Map<string, string>();
  const followed = new Map<string, string>();
  for (const [urn, { type, outputs = {} }] of Object.entries(resources)) {
    const { arn, keyArns, kind, wanted } = outputs;
    const name = madeKey.exec(urn)?.[1];
    if (name !== undefined && typeof arn === "string") made[name] = arn;
    if (type === "quicksight-governance:account:EncryptionKeys") {
      for (const [key, value] of Object.entries(keyArns ?? {})) {
        if (typeof value === "string") declared.set(value, key);
      }
    }
    if (kind === "keyRegistration" && typeof wanted === "string") {
      for (const key of parseKeys(wanted)) {
        if (key.name !== undefined) followed.set(key.arn, key.name);
      }
    }
  }
  const names = new Map([
    ...Object.entries(made).map(([name, arn]) => [arn, name] as const),
    ...declared,
    ...followed,
  ]);
  return { made, names };
}
