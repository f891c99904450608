/** The longest record that is read, in bytes. CloudTrail writes at most 1 MB (its user guide, "Quotas"). */
const longestRecord = 4 * 1024 * 1024;
/** The longest text before the records, in bytes: a trail file has `{"Records":[` there. */
const longestHead = 256;

const [quote, backslash] = [0x22, 0x5c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Why a text is no trail file, as the rest of `FILE …`. */
export class NoTrailFile extends Error {
  override readonly name = "NoTrailFile";
}

/**
 * Cuts a trail file (`{"Records":[{…},{…}]}`), given piece by piece, into its records, without holding more of it than one record and
 * a piece. It follows braces, brackets and strings only: what a record says is JSON.parse's business.
 */
export class RecordSplitter {
  #place: "head" | "records" | "tail" = "head";
  #head = "";
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
    const index = this.#place === "head" ? this.#readHead(piece) : 0;
    if (this.#place === "records") this.#readRecords(piece, index, take);
  }

  /**
   * To be called after the last piece.
   *
   * @throws {NoTrailFile} when the file ends in the middle, or has no records
   */
  end(): void {
    if (this.#place === "head") throw noRecords();
    if (this.#place === "records") throw new NoTrailFile("ends in the middle");
  }

  /** Where the records begin. */
  #readHead(piece: Uint8Array): number {
    for (let index = 0; index < piece.length; index += 1) {
      const byte = piece[index] ?? 0;
      this.#head += String.fromCharCode(byte);
      if (byte === openBracket) {
        if (!/^\s*\{\s*"Records"\s*:\s*\[$/.test(this.#head)) throw noRecords();
        this.#place = "records";
        return index + 1;
      }
      if (this.#head.length >= longestHead) throw noRecords();
    }
    return piece.length;
  }

  #readRecords(piece: Uint8Array, from: number, take: (record: Uint8Array) => void): void {
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
          return;
        }
        if (depth > 0) continue;
        take(this.#end(piece.subarray(start, index)));
        start = -1;
      }
    }
    this.#depth = depth;
    if (start >= 0) this.#keep(piece.subarray(start));
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
      throw new NoTrailFile(`has a record of more than ${longestRecord / 1024 / 1024} MB`);
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

function noRecords(): NoTrailFile {
  return new NoTrailFile("is not a trail file: it does not begin with Records");
}
