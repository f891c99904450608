/** What a policy found wrong with a resource. */
export interface Violation {
  readonly wrong: string;
  /** The offending value: only of fields that are never secret. */
  readonly got: string;
  readonly todo: string;
}

/** A violation as people read it: `<resource>: <what is wrong> (got …); <what to do>`. */
export function formatViolation(resource: string, { wrong, got, todo }: Violation): string {
  return `${resource}: ${wrong} (got ${got}); ${todo}`;
}

/** A value as it stands in a message: texts as they are, lists with commas. */
export function show(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "nothing" : value.map(show).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
