import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { addRecord, type KeyAudit, mergeAudit, newAudit } from "./keyAudit.ts";
import type { AuditScope } from "./keyEvent.ts";
import { NoTrailFile, RecordSplitter } from "./recordSplitter.ts";
import { addSkippedFiles, type FileReason } from "./skippedFiles.ts";

const decoder = new TextDecoder();

/** How much is unpacked at once, in bytes. */
const chunkSize = 64 * 1024;

/**
 * Takes a trail file into an audit, and changes it: all of the file, or nothing where it is damaged.
 *
 * @param file its name, for a person
 * @param content gzip
 * @throws as the stream does, such as for a missing right
 */
export async function readTrailFile(
  audit: KeyAudit,
  file: string,
  content: Readable,
  scope: AuditScope,
): Promise<void> {
  const own = newAudit();
  try {
    const splitter = new RecordSplitter();
    await pipeline(content, createGunzip({ chunkSize }), async (pieces: AsyncIterable<Buffer>) => {
      for await (const piece of pieces) {
        splitter.push(piece, (record) => {
          addRecord(own, parse(record), scope);
        });
      }
      splitter.end();
    });
    own.files = 1;
    mergeAudit(audit, own);
  } catch (error) {
    const why = explainDamage(error);
    if (why === undefined) throw error;
    skipFile(audit, file, why);
  }
}

/** Counts a file as skipped; changes the audit. */
export function skipFile({ skippedFiles }: KeyAudit, file: string, reason: FileReason): void {
  addSkippedFiles(skippedFiles, reason, { count: 1, files: [file] });
}

function parse(record: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(record));
  } catch {
    throw new NoTrailFile("fileNotJson");
  }
}

/** What is wrong with the file itself; undefined for what keeps it from being read. */
function explainDamage(error: unknown): FileReason | undefined {
  if (error instanceof NoTrailFile) return error.reason;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "Z_BUF_ERROR") return "fileTruncated";
  if (code === "Z_DATA_ERROR") {
    return message === "incorrect header check" ? "fileNotGzip" : "fileDamaged";
  }
  return undefined;
}
