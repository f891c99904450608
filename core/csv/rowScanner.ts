/** A row of CSV, or what is wrong with its quotes. */
export interface ScannedRow {
  /** The line it begins on, from 1. */
  readonly line: number;
  /** How many fields it has; 0 for a line with nothing on it. */
  readonly fields: number;
  /** The first of its fields that is longer than fields may be. */
  readonly long?: { readonly field: number; readonly characters: number };
  readonly wrong?: string;
}

/** Reads rows from lines, one after the other; a quoted field may go on over several. */
export interface RowScanner {
  /** The row that ends on this line, if one does. */
  next(text: string, line: number): ScannedRow | undefined;
  /** What is left at the end of the file, or where it is read no further: a row whose quote was never closed. */
  end(): ScannedRow | undefined;
}

const looseQuote =
  "a quote stands within a field that has none around it; put the field in quotes, and write the quote twice";
const looseText = "text follows the quote that ends a field; write a quote within a field twice";
const openQuote = "a quote is opened and never closed; close it, or write the field without quotes";

/**
 * Counts the fields of rows of CSV as RFC 4180 has it, separated by commas, and their characters, without keeping any of them. After a
 * mistake it goes on with the next line.
 *
 * @param longest how many Unicode characters a field may have
 */
export function createRowScanner(longest: number): RowScanner {
  let begun = 0;
  let fields = 0;
  let isOpen = false;
  const measure = createMeasure(longest);

  /** Where the quoted field ends whose content goes on here: after its quote; undefined when it goes on after the line. */
  function skipQuoted(text: string, from: number): number | undefined {
    for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
      if (text[at + 1] !== '"') {
        measure.add(countCharacters(text.slice(from, at)));
        return at + 1;
      }
      // Two of them are one.
      measure.add(-1);
    }
    // The line break that follows is part of the field.
    measure.add(countCharacters(text.slice(from)) + 1);
    return undefined;
  }

  function finish(wrong?: string): ScannedRow {
    isOpen = false;
    const long = measure.endRow(fields);
    if (wrong !== undefined) return { line: begun, fields, wrong };
    return { line: begun, fields, ...(long && { long }) };
  }

  return {
    next(text, line) {
      let at = 0;
      if (!isOpen) {
        begun = line;
        fields = 0;
        if (text.trim() === "") return finish();
        if (!text.includes('"') && text.length <= longest) {
          fields = text.split(",").length;
          return finish();
        }
        fields = 1;
      }
      for (;;) {
        if (isOpen || text[at] === '"') {
          const end = skipQuoted(text, isOpen ? at : at + 1);
          isOpen = end === undefined;
          if (end === undefined) return undefined;
          if (end === text.length) return finish();
          if (text[end] !== ",") return finish(looseText);
          at = end + 1;
        } else {
          const comma = text.indexOf(",", at);
          const field = text.slice(at, comma === -1 ? text.length : comma);
          if (field.includes('"')) return finish(looseQuote);
          measure.add(countCharacters(field));
          if (comma === -1) return finish();
          at = comma + 1;
        }
        measure.endField(fields);
        fields += 1;
      }
    },
    end: () => (isOpen ? finish(openQuote) : undefined),
  };
}

/** Adds up the characters of one field after the other, and keeps the first of a row that is too long. */
function createMeasure(longest: number) {
  let characters = 0;
  let long: ScannedRow["long"];

  function endField(field: number): void {
    if (characters > longest) long ??= { field, characters };
    characters = 0;
  }

  return {
    add(count: number): void {
      characters += count;
    },
    endField,
    endRow(field: number): ScannedRow["long"] {
      endField(field);
      const found = long;
      long = undefined;
      return found;
    },
  };
}

/** Of valid UTF-8, which has no half of a pair; rows are many, and hardly any has a pair. */
function countCharacters(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff]/g)?.length ?? 0);
}
