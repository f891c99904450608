import { nameFew } from "../../reconcile/nameFew.ts";
import type { ActualReencryption, GovernedReencryption } from "./governedReencryption.ts";
import { mostNamed } from "./mostNamed.ts";

/** The keys that something may be under besides the default one: those with a grant for it; any, where no key has one. */
export function possibleKeys(
  { defaultKey }: GovernedReencryption,
  { keys, registered }: ActualReencryption,
  arn: string,
): readonly string[] {
  return (keys.get(arn) ?? registered).filter((key) => key !== defaultKey);
}

/** The closed key on account of which something is left; undefined: none, or somebody said that what is closed is to open. */
export function closedKeyOf(
  desired: GovernedReencryption,
  actual: ActualReencryption,
  arn: string,
): string | undefined {
  if (desired.openRevoked === true) return undefined;
  return possibleKeys(desired, actual, arn).find((key) => actual.closed.has(key));
}

/** What is under a key that is closed to QuickSight, and left: to load it, or to write it again, would open it under the default key. */
export class LeftClosed {
  readonly #names = new Map<string, string[]>();
  readonly #desired: GovernedReencryption;
  readonly #actual: ActualReencryption;

  constructor(desired: GovernedReencryption, actual: ActualReencryption) {
    this.#desired = desired;
    this.#actual = actual;
  }

  /** Whether it is left; then it is told by this name. */
  leaves(arn: string, name: string): boolean {
    const key = closedKeyOf(this.#desired, this.#actual, arn);
    if (key === undefined) return false;
    this.#names.set(key, [...(this.#names.get(key) ?? []), name]);
    return true;
  }

  /** What was left, a sentence for each key. */
  notices(): string[] {
    return [...this.#names].map(
      ([key, names]) =>
        `${key} is closed to QuickSight (${this.#actual.closed.get(key) ?? ""}): ${nameFew(names, mostNamed)} would open under the default key, and stay closed; ${howToOpen(key)}`,
    );
  }
}

/** What to do where a key is closed. */
export function howToOpen(key: string): string {
  return `restore it first (npx qsgov restore ${key}), and run it again; account.reencryption.openRevoked: true loads what it encrypts all the same`;
}
