import { printable } from "../../aws/printable.ts";

/** The text of a file, or why there is none, with the line where that shows. */
export type DecodedText =
  | { readonly text: string; readonly wrong?: never }
  | { readonly text?: never; readonly wrong: string; readonly line?: number };

/**
 * The text of a membership file: UTF-8 with or without byte order mark, or UTF-16 with one, as PowerShell and Excel write it.
 * Anything else is named and not guessed at: a guess would read other names than the directory holds.
 */
export function decodeText(content: Uint8Array | string): DecodedText {
  if (typeof content === "string") return { text: content };
  const [first, second, third, fourth] = content;
  if (first === 0x50 && second === 0x4b && third === 0x03 && fourth === 0x04) {
    return { wrong: "is an Excel workbook or another ZIP file; save it as CSV UTF-8" };
  }
  if (first === 0xff && second === 0xfe) {
    return third === 0 && fourth === 0
      ? { wrong: "is UTF-32; save it as UTF-8" }
      : decodeWide(content, "utf-16le");
  }
  if (first === 0xfe && second === 0xff) return decodeWide(content, "utf-16be");
  // CSV holds no NUL; text of western letters in UTF-16 has one in every second byte.
  const start = content.subarray(0, 1000);
  if (start.filter((byte) => byte === 0).length * 3 > start.length) {
    return { wrong: "is UTF-16 without a byte order mark; save it as UTF-8" };
  }
  const text = decode(content, "utf-8");
  return text === undefined ? findOddLine(content) : { text };
}

function decodeWide(content: Uint8Array, encoding: "utf-16le" | "utf-16be"): DecodedText {
  const text = decode(content, encoding);
  return text === undefined
    ? { wrong: "is UTF-16 that breaks off in the middle of a character; export it again, as UTF-8" }
    : { text };
}

function decode(content: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

/** No byte of a longer UTF-8 character is a line break, so lines can be decoded one by one. */
function findOddLine(content: Uint8Array): DecodedText {
  let line = 1;
  for (let start = 0; start < content.length; line += 1) {
    let end = start;
    while (end < content.length && content[end] !== 0x0a && content[end] !== 0x0d) end += 1;
    const bytes = content.subarray(start, end);
    if (decode(bytes, "utf-8") === undefined) {
      const guess = printable(new TextDecoder("windows-1252").decode(bytes).slice(0, 80));
      return {
        wrong: `is not UTF-8 but, by the look of it, Windows-1252 or Latin-1 ("${guess}"); save the file as UTF-8`,
        line,
      };
    }
    start = end + (content[end] === 0x0d && content[end + 1] === 0x0a ? 2 : 1);
  }
  return { wrong: "is not UTF-8; save the file as UTF-8" };
}
