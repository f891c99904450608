import { output } from "./output.ts";

/** Prints a list with its heading and the number of items; nothing when it is empty. */
export function printList(heading: string, items: readonly string[]): void {
  if (items.length === 0) return;
  output.print(`\n${heading} (${items.length})`);
  for (const item of items) output.print(`  ${item}`);
}
