/**
 * Characters of a field that QuickSight loads into SPICE, Unicode characters as its user guide counts them ("Using row-level security
 * with user-based rules"). What is longer is cut; the load of a rules data set fails.
 */
export const longestField = 2047;

/** Rules of one person, their own and those of all their groups (same page). */
export const mostRules = 999;

/** Values by column: what a rule gives. A column that is left out: all values. */
export type RuleValues = Readonly<Record<string, string | readonly string[]>>;

/** Unicode characters, not the units of UTF-16: one outside the basic plane is one. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/**
 * The values of a column as the fields of rules: sorted, each once, separated by commas, and as many fields as it takes for each to
 * be no longer than QuickSight loads. No value is lost; whoever has a rule for each field sees what one with all of them would give.
 *
 * @param values each no longer than {@link longestField}
 */
export function fieldsOf(values: string | readonly string[]): string[] {
  if (typeof values === "string") return [values];
  const fields: string[] = [];
  let field: string[] = [];
  let length = 0;
  for (const value of [...new Set([values].flat())].sort()) {
    const own = countCharacters(value);
    if (field.length > 0 && length + 1 + own > longestField) {
      fields.push(field.join(","));
      field = [];
    }
    length = field.length === 0 ? own : length + 1 + own;
    field.push(value);
  }
  return [...fields, field.join(",")];
}

/** How many rules, rows of the rules data set, these values come to: every field of a column with every one of the others. */
export function countRules(values: RuleValues): number {
  return Object.values(values).reduce<number>((rows, value) => rows * fieldsOf(value).length, 1);
}
