/** A key that is registered with QuickSight, or should be. */
export interface RegisteredKey {
  /** What the settings call it; absent of one that they do not know. */
  readonly name?: string | undefined;
  readonly arn: string;
  /** Encrypts everything new. */
  readonly default: boolean;
}

/** What stands for the name of a key that has none. */
const nameless = "-";

/** Keys as text, a line each, sorted: name, ARN, and whether it is the default. */
export function formatKeys(keys: readonly RegisteredKey[]): string {
  return keys
    .map(({ name = nameless, arn, default: isDefault }) =>
      [name, arn, ...(isDefault ? ["default"] : [])].join(" "),
    )
    .sort()
    .join("\n");
}

/** Reads what {@link formatKeys} wrote. */
export function parseKeys(text: string): RegisteredKey[] {
  return text.split("\n").flatMap((line) => {
    const [name = "", arn, mark] = line.split(" ");
    if (arn === undefined) return [];
    return [{ name: name === nameless ? undefined : name, arn, default: mark === "default" }];
  });
}
