import type { z } from "zod";

/**
 * Reads what we wrote ourselves as JSON.
 *
 * @param what what it should be, such as `snapshot`
 * @throws Error that says what is wrong with it, as the rest of a sentence; the first of it where that is much
 */
export function parseJson<Schema extends z.ZodType>(
  content: string,
  schema: Schema,
  what: string,
): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    throw new Error(`it is no JSON (${error instanceof Error ? error.message : String(error)})`, {
      cause: error,
    });
  }
  const { data, error } = schema.safeParse(value);
  if (error === undefined) return data;
  const [first] = error.issues;
  throw new Error(`it is no ${what}: ${first?.path.join(".") ?? ""}: ${first?.message ?? ""}`);
}
