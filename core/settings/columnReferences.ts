/** What an expression names that may be a column. */
export interface ColumnReferences {
  /** Names in braces: columns for sure. */
  readonly inBraces: readonly string[];
  /** Words outside of braces, texts and comments that are no function: columns, unless the language has them itself. */
  readonly words: readonly string[];
  /** What is opened and never closed; undefined: nothing. */
  readonly unclosed?: string | undefined;
}

/**
 * Words of the language that are no columns, in any case (QuickSight user guide, "Adding calculated fields": operators, conditions, order of
 * window functions, levels of calculation).
 */
const keywords = new Set([
  ...["and", "or", "not", "in", "is", "null", "true", "false", "like", "between"],
  ...["asc", "desc", "pre_filter", "pre_agg", "post_agg_filter"],
]);

/** A text, a comment, a parameter, a column in braces, a function with its bracket, a number, or a word; in this order. */
const token =
  /(?<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<comment>\/\*[\s\S]*?\*\/)|\$\{[^}]*\}|\{(?<braced>[^}]*)\}|(?<called>[\p{L}_][\p{L}\p{N}_.]*)\s*\(|\d[\d.]*(?:e[+-]?\d+)?|(?<word>[\p{L}_][\p{L}\p{N}_.]*)|(?<open>['"{]|\/\*)/giu;

/**
 * Finds out which columns an expression of QuickSight names: `{order id}` or, where a name is one word, `amount`. Parameters (`${name}`) and
 * the names of functions are none.
 */
export function columnReferences(expression: string): ColumnReferences {
  const [inBraces, words] = [new Set<string>(), new Set<string>()];
  let unclosed: string | undefined;
  for (const { groups = {} } of expression.matchAll(token)) {
    const { braced, word, open } = groups;
    if (braced !== undefined) inBraces.add(braced.trim());
    if (word !== undefined && !keywords.has(word.toLowerCase())) words.add(word);
    unclosed ??= open;
  }
  return { inBraces: [...inBraces], words: [...words], unclosed };
}
