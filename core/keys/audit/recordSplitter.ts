import { type FileReason, fileReasons } from "./skippedFiles.ts";

/** The longest record that is read, in bytes. CloudTrail writes at most 1 MB (its user guide, "Quotas"). */
const longestRecord = 4 * 1024 * 1024;
/** The longest text before the records, in bytes: a trail file has `{"Records":[` there. */
const longestHead = 256;

const [quote, backslash] = [0x22, 0x5c];
const whitespace: ReadonlySet<number> = new Set(Buffer.from(" \t\r\n"));
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** A text is no trail file. */
export class NoTrailFile extends Error {
  override readonly name = "NoTrailFile";
  readonly reason: FileReason;

  constructor(reason: FileReason) {
    super(fileReasons[reason]);
    this.reason = reason;
  }
}

/**
 * Cuts a trail file (`{"Records":[{…},{…}]}`), given piece by piece, into its records, without holding more of it than one record and
 * a piece. It follows braces, brackets and strings only: what a record says is JSON.parse's business. Several such texts may follow
 * each other: gzip files that somebody has put together (`cat *.gz`) unpack to that.
 */
export class RecordSplitter {
  #place: "head" | "records" | "tail" | "rest" = "head";
  #head = "";
  /** How many lists of records have begun. */
  #texts = 0;
  /** Of braces and brackets within the list of records. */
  #depth = 0;
  #string: "outside" | "inside" | "after backslash" = "outside";
  /** The beginning of a record that the next piece goes on with. */
  #begun: Uint8Array[] = [];
  #begunLength = 0;

  /**
   * Takes the next piece, and hands over each record that ends in it, as bytes of JSON. Pieces must not be written to again.
   *
   * @throws {NoTrailFile}
   */
  push(piece: Uint8Array, take: (record: Uint8Array) => void): void {
    let index = 0;
    while (index < piece.length) {
      if (this.#place === "head") index = this.#readHead(piece, index);
      else if (this.#place === "records") index = this.#readRecords(piece, index, take);
      else if (this.#place === "tail") index = this.#readTail(piece, index);
      else return;
    }
  }

  /**
   * To be called after the last piece.
   *
   * @throws {NoTrailFile} when the file ends in the middle, or has no records
   */
  end(): void {
    if (this.#place === "records") throw new NoTrailFile("fileTruncated");
    if (this.#place === "head" && (this.#texts === 0 || this.#head !== "")) {
      throw new NoTrailFile(this.#texts === 0 ? "fileNotTrail" : "fileTruncated");
    }
  }

  /** Where the records begin. */
  #readHead(piece: Uint8Array, from: number): number {
    for (let index = from; index < piece.length; index += 1) {
      const byte = piece[index] ?? 0;
      if (this.#head === "" && whitespace.has(byte)) continue;
      this.#head += String.fromCharCode(byte);
      if (byte === openBracket) {
        if (!/^\{\s*"Records"\s*:\s*\[$/.test(this.#head)) {
          throw new NoTrailFile("fileNotTrail");
        }
        this.#place = "records";
        this.#texts += 1;
        return index + 1;
      }
      if (this.#head.length >= longestHead) throw new NoTrailFile("fileNotTrail");
    }
    return piece.length;
  }

  /** Behind the list of records: either the end of the text, or members that are nobody's business. */
  #readTail(piece: Uint8Array, from: number): number {
    for (let index = from; index < piece.length; index += 1) {
      const byte = piece[index] ?? 0;
      if (whitespace.has(byte)) continue;
      this.#head = "";
      this.#place = byte === closeBrace ? "head" : "rest";
      return index + 1;
    }
    return piece.length;
  }

  /** The index behind the records, or behind the piece. */
  #readRecords(piece: Uint8Array, from: number, take: (record: Uint8Array) => void): number {
    const { length } = piece;
    let depth = this.#depth;
    let start = depth > 0 ? from : -1;
    let index = this.#string === "outside" ? from : this.#skipString(piece, from);
    while (index < length) {
      const byte = piece[index];
      index += 1;
      if (byte === quote) {
        index = this.#skipString(piece, index);
      } else if (byte === openBrace || byte === openBracket) {
        if (depth === 0) start = index - 1;
        depth += 1;
      } else if (byte === closeBrace || byte === closeBracket) {
        depth -= 1;
        if (depth < 0) {
          this.#place = "tail";
          this.#depth = 0;
          return index;
        }
        if (depth > 0) continue;
        take(this.#end(piece.subarray(start, index)));
        start = -1;
      }
    }
    this.#depth = depth;
    if (start >= 0) this.#keep(piece.subarray(start));
    return length;
  }

  /** The index behind the string that `index` is in; the length of the piece, when the string does not end in it. */
  #skipString(piece: Uint8Array, index: number): number {
    const { length } = piece;
    let next = index;
    if (this.#string === "after backslash" && length > 0) next += 1;
    while (next < length) {
      const byte = piece[next];
      next += 1;
      if (byte === quote) {
        this.#string = "outside";
        return next;
      }
      if (byte === backslash) next += 1;
    }
    if (length > 0) this.#string = next > length ? "after backslash" : "inside";
    return length;
  }

  #keep(rest: Uint8Array): void {
    this.#begunLength += rest.length;
    if (this.#begunLength > longestRecord) {
      throw new NoTrailFile("fileLongRecord");
    }
    this.#begun.push(rest);
  }

  #end(rest: Uint8Array): Uint8Array {
    if (this.#begunLength === 0) return rest;
    const record = Buffer.concat([...this.#begun, rest]);
    this.#begun = [];
    this.#begunLength = 0;
    return record;
  }
}
