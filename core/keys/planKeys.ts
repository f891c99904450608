import type { Plan } from "../reconcile/subject.ts";
import type { ActualKeys, GovernedKeys } from "./governedKeys.ts";

/** A key leaves the registration of the account: a native resource replaces the whole list, so that this is judged only. */
export interface UnregisterStep {
  readonly kind: "unregister";
  readonly keyArn: string;
  /** The name that it had in the settings; undefined: it is not from here. */
  readonly name: string | undefined;
  /** ARNs of what is encrypted with it. */
  readonly usedBy: readonly string[];
  readonly reason: string;
}

/** The registered keys that are not to be registered any more. */
export function findLeaving(
  { keys }: Pick<GovernedKeys, "keys">,
  registered: readonly string[],
): string[] {
  const staying = new Set(Object.values(keys));
  return registered.filter((keyArn) => !staying.has(keyArn));
}

/** What the registration loses. A new key, or another default, is no step: what is encrypted keeps its key. */
export function planKeys(
  governed: GovernedKeys,
  { registered, uses }: ActualKeys,
): Plan<UnregisterStep> {
  const steps = findLeaving(governed, registered).map((keyArn): UnregisterStep => {
    const name = governed.former.get(keyArn);
    return {
      ...{ kind: "unregister", keyArn, name, usedBy: uses.get(keyArn) ?? [] },
      reason: name === undefined ? "registered by somebody else" : "no longer in account.keys",
    };
  });
  return { steps, notices: [], unchanged: registered.length - steps.length };
}
