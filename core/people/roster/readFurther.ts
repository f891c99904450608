import type { Problem } from "../../settings/problem.ts";
import { parseMembership } from "../membership/parseMembership.ts";
import type { SessionSource } from "./buildRoster.ts";
import { sessionNameOf } from "./sessionNameOf.ts";

/** What a membership file says of the people of one namespace besides who they are. */
export interface FurtherColumns {
  /** What the file is called in messages. */
  readonly source: string;
  /** The further columns, as the header names them; absent: there is no header. */
  readonly terms: readonly string[] | undefined;
  /** By session name what stands in these columns, a row for each of the file. */
  readonly rows: readonly {
    readonly person: string;
    readonly line: number;
    readonly fields: readonly string[];
  }[];
  /** See `ParsedMembership.open`. */
  readonly open?: { readonly line: number; readonly column: string } | undefined;
  /** What is wrong with the file as a whole; a row that is wrong is left out, as it refuses the roster. */
  readonly problems: readonly Problem[];
}

/**
 * Reads the further columns of a membership file, which is read as for the roster: see `parseMembership`.
 *
 * @param content the file, as bytes
 * @param source  what the file is called in messages
 */
export function readFurther(
  content: Uint8Array | string,
  source: string,
  { namespace, session }: { readonly namespace: string; readonly session: SessionSource },
): FurtherColumns {
  const { rows, further, open, problems } = parseMembership(content, source, { further: true });
  const own = rows.filter((row) => row.namespace === namespace);
  return {
    ...{ source, terms: further, open, problems },
    rows: own.map((row) => {
      const { line, further: fields = [] } = row;
      return { person: sessionNameOf(row, session), line, fields };
    }),
  };
}
