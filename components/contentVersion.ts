import { createHash, type Hash } from "node:crypto";

/** Twelve hexadecimal digits that stand for a content. */
export function contentVersion(content: string | Uint8Array): string {
  return versionOf(createHash("sha256").update(content));
}

/** The same of a content that a SHA-256 has taken in piece by piece. */
export function versionOf(hash: Hash): string {
  return hash.digest("hex").slice(0, 12);
}
