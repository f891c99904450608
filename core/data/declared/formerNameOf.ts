import type { DeclaredAsset } from "./declaredAsset.ts";
import { originOf } from "./reading.ts";

/** How another data set that reads the same called the column of this one, where that is another name. */
export function formerNameOf(
  column: string,
  after: DeclaredAsset,
  before: DeclaredAsset,
): string | undefined {
  const { text } = originOf(after, column);
  const found = before.columns?.find((name) => originOf(before, name).text === text);
  return found === column ? undefined : found;
}
