import type { JoinInstruction, OutputColumn } from "@aws-sdk/client-quicksight";
import type { Checked } from "../handler.ts";
import { refuse } from "../refuse.ts";

/**
 * Refuses a join by columns that neither side has: in its clause names stand in braces. That AWS looks is inferred, and the words are ours.
 *
 * @param sides the columns of both sides; undefined where nobody knows them
 */
export function checkJoin(
  { OnClause }: Checked<JoinInstruction>,
  sides: readonly (readonly OutputColumn[] | undefined)[],
): void {
  const known = sides.flatMap((columns) => (columns === undefined ? [] : [columns]));
  if (known.length < sides.length) return;
  const names = new Set(known.flat().map(({ Name }) => Name));
  for (const [, name = ""] of OnClause.matchAll(/\{([^}]*)\}/g)) {
    if (!names.has(name)) refuse(`Column ${name} of the OnClause of a join does not exist.`);
  }
}
