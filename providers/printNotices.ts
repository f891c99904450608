import { say } from "./say.ts";

/** Lines shown at most: a namespace may have thousands of people who are not ours. */
const mostLines = 20;

/**
 * Says what a run left alone. The engine shows what a dynamic provider prints as messages of the stack.
 */
export function printNotices(namespace: string, notices: readonly string[]): void {
  for (const notice of notices.slice(0, mostLines)) say(namespace, notice);
  const rest = notices.length - mostLines;
  if (rest > 0) say(namespace, `… and ${rest} more that are not managed here`);
}
