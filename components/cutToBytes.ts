/** The beginning of a text that takes at most so many bytes in UTF-8, with no character cut in two. */
export function cutToBytes(text: string, bytes: number): string {
  let cut = "";
  for (const character of text) {
    if (Buffer.byteLength(cut + character) > bytes) break;
    cut += character;
  }
  return cut;
}
