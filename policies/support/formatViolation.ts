import { undecided } from "../things/plain.ts";

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

/** How many elements of a list a message shows, and how many characters of a text. */
const listLimit = 10;
const textLimit = 300;

/** A value as it stands in a message: texts as they are, lists with commas, both cut where nobody would read on. */
export function show(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return showList(value);
  if (value === undecided) return "what is not known yet";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > textLimit ? `${text.slice(0, textLimit)}…` : text;
}

function showList(values: readonly unknown[]): string {
  if (values.length === 0) return "nothing";
  const shown = values.slice(0, listLimit).map(show).join(", ");
  const more = values.length - listLimit;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
