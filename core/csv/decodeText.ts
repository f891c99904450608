import { containers, describeOddLine, findEncoding } from "./findEncoding.ts";

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
  const encoding = findEncoding(content);
  switch (encoding) {
    case "zip":
    case "gzip":
    case "compound file":
      return { wrong: `${containers[encoding]}; save it as CSV UTF-8` };
    case "utf-32":
      return { wrong: "is UTF-32; save it as UTF-8" };
    case "utf-16 without a byte order mark":
      return { wrong: "is UTF-16 without a byte order mark; save it as UTF-8" };
    case "utf-16le":
      return decodeWide(content, "utf-16le");
    case "utf-16be":
      return decodeWide(content, "utf-16be");
    default:
      return decodeNarrow(content);
  }
}

function decodeNarrow(content: Uint8Array): DecodedText {
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
      return { wrong: describeOddLine(bytes), line };
    }
    start = end + (content[end] === 0x0d && content[end + 1] === 0x0a ? 2 : 1);
  }
  return { wrong: "is not UTF-8; save the file as UTF-8" };
}
