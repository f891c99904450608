import type { NamedDataSet } from "./reencryptionStep.ts";

/** A data set for people: `data set "Revenue" (qsgov-default-revenue)`. */
export function nameDataSet({ name, id }: Pick<NamedDataSet, "name" | "id">): string {
  return `data set "${name}" (${id})`;
}
