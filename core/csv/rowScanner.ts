/** A row of CSV, or what is wrong with its quotes. */
export interface ScannedRow {
  /** The line it begins on, from 1. */
  readonly line: number;
  /** How many fields it has; 0 for a line with nothing on it. */
  readonly fields: number;
  readonly wrong?: string;
}

/** Reads rows from lines, one after the other; a quoted field may go on over several. */
export interface RowScanner {
  /** The row that ends on this line, if one does. */
  next(text: string, line: number): ScannedRow | undefined;
  /** What is left at the end of the file: a row whose quote was never closed. */
  end(): ScannedRow | undefined;
}

const looseQuote =
  "a quote stands within a field that has none around it; put the field in quotes, and write the quote twice";
const looseText = "text follows the quote that ends a field; write a quote within a field twice";
const openQuote = "a quote is opened and never closed; close it, or write the field without quotes";

/**
 * Counts the fields of rows of CSV as RFC 4180 has it, separated by commas, without keeping any of them. After a mistake it goes on
 * with the next line.
 */
export function createRowScanner(): RowScanner {
  let begun = 0;
  let fields = 0;
  let isOpen = false;

  /** Where the quoted field ends whose content begins here: after its quote; undefined when it goes on. */
  function skipQuoted(text: string, from: number): number | undefined {
    for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
      if (text[at + 1] !== '"') return at + 1;
    }
    return undefined;
  }

  function finish(wrong?: string): ScannedRow {
    isOpen = false;
    const row = { line: begun, fields };
    return wrong === undefined ? row : { ...row, wrong };
  }

  return {
    next(text, line) {
      let at = 0;
      if (!isOpen) {
        begun = line;
        if (text.trim() === "") {
          fields = 0;
          return finish();
        }
        if (!text.includes('"')) {
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
          if (comma === -1) return finish();
          at = comma + 1;
        }
        fields += 1;
      }
    },
    end: () => (isOpen ? finish(openQuote) : undefined),
  };
}
