import Papa from "papaparse";
import { changeColumns } from "../changes/changeRows.ts";
import { type Fact, factKey } from "../changes/fact.ts";
import { formatLines } from "../formatLines.ts";
import { monthKey, reportsFolder } from "../reportKeys.ts";
import type { ReportStore } from "../store/reportStore.ts";

/** How something came to be so. */
export interface Origin {
  /** When the run began that gave it, or when it was seen; ISO 8601, UTC. */
  readonly at: string;
  /** Absent: somebody gave it past all runs. */
  readonly run?: string;
  /** Why the run did, or that no run did. */
  readonly reason: string;
  readonly file?: string;
  readonly lines?: readonly number[];
}

type Row = Readonly<Record<string, string>>;

/**
 * Finds who gave what was so at an instant, in the reports of what changed: the last row before it that gives it, month by month back.
 *
 * @param until the instant, ISO 8601, UTC
 * @returns by `factKey`; what has none was so when changes were reported first
 */
export async function findOrigins(
  store: ReportStore,
  facts: readonly Fact[],
  until: string,
): Promise<Map<string, Origin>> {
  const sought = soughtRows(facts);
  const found = new Map<string, Origin>();
  const keys: string[] = [];
  for await (const { key } of store.list(`${reportsFolder}changes/`)) keys.push(key);
  const last = monthKey("changes", until.slice(0, 7));
  for (const key of keys.filter((one) => one <= last).reverse()) {
    if (sought.size === 0) break;
    const text = await store.read(key);
    for (const row of rowsOf(text?.body).reverse()) {
      if (row["change"] !== "gained" || (row["at"] ?? "") > until) continue;
      const named = sought.get(rowKey(row));
      if (named === undefined) continue;
      sought.delete(rowKey(row));
      found.set(named, originOf(row));
    }
  }
  return found;
}

/** Facts as the file would have them, and what they are called here. */
function soughtRows(facts: readonly Fact[]): Map<string, string> {
  const changes = facts.map((fact) => ({ at: "", change: "gained", fact }) as const);
  const rows = rowsOf(Buffer.from(formatLines(changes, changeColumns).join("\n")));
  return new Map(facts.map((fact, place) => [rowKey(rows[place] ?? {}), factKey(fact)] as const));
}

function rowsOf(body: Uint8Array | undefined): Row[] {
  const text = new TextDecoder().decode(body).trimEnd();
  return Papa.parse<Row>(text, { header: true }).data;
}

const rowKey = (row: Row) =>
  ["namespace", "who_type", "who", "what_type", "what", "level"]
    .map((column) => row[column] ?? "")
    .join("\n");

function originOf({ at = "", run = "", reason = "", file = "", lines = "" }: Row): Origin {
  return {
    ...{ at, reason },
    ...(run === "" ? {} : { run }),
    ...(file === "" ? {} : { file }),
    ...(lines === "" ? {} : { lines: lines.split(" ").map(Number) }),
  };
}
