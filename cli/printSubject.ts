import type { PreparedSubject, ShownPlan } from "./preparedSubject.ts";
import { output } from "./output.ts";
import { printList } from "./printList.ts";

/**
 * Prints the section of one subject: what its plan does, what is left alone, and what the guard says of it.
 *
 * @param notices what is to be said before those of the plan
 */
export function printSubject(
  { name, title, mistakes }: Pick<PreparedSubject, "name" | "title" | "mistakes">,
  { verdict, lines }: ShownPlan,
  notices: readonly string[],
): void {
  const { hash, refusal, refusals, plan } = verdict;
  if (title !== undefined) output.print(`\n${title}`);
  output.print();
  for (const line of lines) output.print(line);
  printList("notices", [...notices, ...plan.notices]);
  printMistakes(mistakes);
  const refused =
    // People come first: when theirs is refused, nothing at all was written.
    name === "people"
      ? "the guard refuses this plan; nothing was written"
      : `the guard refuses this plan for ${name}; nothing of it was written`;
  printList(
    refusal === undefined ? `the guard refused this plan, and ${hash} approves it` : refused,
    refusals,
  );
}

/** Prints what is wrong with the settings of a subject. */
export function printMistakes(mistakes: readonly string[]): void {
  printList(
    "mistakes in the settings; the groups in question lose nothing, and all else goes on",
    mistakes,
  );
}
