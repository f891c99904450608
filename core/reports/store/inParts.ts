/** Bytes of a part: S3 takes no less than 5 MiB of all but the last, and 10,000 of them. */
const partSize = 8 * 1024 * 1024;

/** Joins chunks to parts of at least {@link partSize}; the last may be smaller, and nothing gives no part. */
export function* inParts(
  chunks: Iterable<string | Uint8Array>,
  size = partSize,
): Generator<Uint8Array, undefined> {
  let held: Uint8Array[] = [];
  let length = 0;
  for (const chunk of chunks) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    held.push(bytes);
    length += bytes.length;
    if (length < size) continue;
    yield Buffer.concat(held);
    [held, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(held);
  return undefined;
}
