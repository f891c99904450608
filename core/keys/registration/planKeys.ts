import type { Plan } from "../../reconcile/subject.ts";
import type { ActualKeys, GovernedKeys } from "./governedKeys.ts";

/** A key leaves the registration of the account: a native resource replaces the whole list, so that this is judged only. */
export interface UnregisterStep {
  readonly kind: "unregister";
  readonly keyArn: string;
  /** The name that it had in the settings; undefined: it is not from here. */
  readonly name: string | undefined;
  /** What is encrypted with it, by names for people. */
  readonly usedBy: readonly string[];
  /** Of a key that is to stay, and that QuickSight may not take again, how KMS has it: `Disabled`. */
  readonly state?: string;
  /** True: it is the default until this run. */
  readonly isDefault?: boolean;
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

/**
 * What the registration loses. A new key, or another default, is no step: what is encrypted keeps its key. One that stays and is disabled
 * is: with the list it is registered anew, which QuickSight refuses with a 200 (API reference, FailedKeyRegistration).
 */
export function planKeys(
  governed: GovernedKeys,
  { registered, defaultArn, uses, titles = new Map(), disabled = new Map() }: ActualKeys,
): Plan<UnregisterStep> {
  const usedBy = (keyArn: string) => nameAll(uses.get(keyArn) ?? [], titles);
  const steps = findLeaving(governed, registered).map((keyArn): UnregisterStep => {
    const name = governed.former.get(keyArn);
    return {
      ...{ kind: "unregister", keyArn, name, usedBy: usedBy(keyArn) },
      ...(keyArn === defaultArn ? { isDefault: true } : {}),
      reason: name === undefined ? "registered by somebody else" : "no longer in account.keys",
    };
  });
  const nameOf = (keyArn: string) =>
    Object.keys(governed.keys).find((name) => governed.keys[name] === keyArn);
  for (const [keyArn, state] of disabled) {
    steps.push({
      ...{
        kind: "unregister",
        keyArn,
        name: nameOf(keyArn),
        usedBy: usedBy(keyArn),
        state,
      },
      reason: `${state} in KMS, so that QuickSight may not take it again`,
    });
  }
  return { steps, notices: [], unchanged: registered.length - steps.length };
}

/** In the order of the titles. */
function nameAll(uses: readonly string[], titles: ReadonlyMap<string, string>): string[] {
  const held = new Set(uses);
  const named = [...titles].filter(([use]) => held.has(use)).map(([, title]) => title);
  return [...named, ...uses.filter((use) => !titles.has(use))];
}
