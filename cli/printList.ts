/** Prints a list with its heading and the number of items; nothing when it is empty. */
export function printList(heading: string, items: readonly string[]): void {
  if (items.length === 0) return;
  console.log(`\n${heading} (${items.length})`);
  for (const item of items) console.log(`  ${item}`);
}
