import type { DeclaredAsset } from "./declaredAsset.ts";

/** How another data set that reads the same called the column of this one, where that is another name. */
export function formerNameOf(
  column: string,
  after: DeclaredAsset,
  before: DeclaredAsset,
): string | undefined {
  const origin = after.origins?.get(column) ?? column;
  const found = before.columns?.find((name) => (before.origins?.get(name) ?? name) === origin);
  return found === column ? undefined : found;
}
