import { z } from "zod";
import { isEngineDate } from "./isEngineDate.ts";

/**
 * A text of at least one character and at most so many bytes in UTF-8. QuickSight counts characters, but the released AWS provider bytes,
 * and what it refuses ends the preview of everything. A date that was written without quotes is refused too: it is another text by now.
 */
export function textOfBytes(most: number) {
  return z
    .string()
    .min(1)
    .refine((text) => !isEngineDate(text), "put it in quotes: YAML reads it as a date")
    .refine((text) => Buffer.byteLength(text) <= most, {
      error: ({ input }) =>
        `use at most ${number(most)} bytes of UTF-8 (it has ${number(Buffer.byteLength(String(input)))}; ü has 2, 東 3)`,
    });
}

function number(count: number): string {
  return count.toLocaleString("en-US");
}
