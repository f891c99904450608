import type { Ingestion } from "@aws-sdk/client-quicksight";
import type { Standing } from "../aws/standing.ts";

/** How a load stands that is done. */
export const loaded = "loaded";

/** What a load brings: rows that people see, or the rules about them. */
export type Loading = "rows" | "rules";

/**
 * Errors of loads that another one caused (API model: `IngestionErrorType`). What they are called where a load was cancelled by a
 * person is not documented, so that a newer one is only looked for.
 */
const superseded = ["INGESTION_SUPERSEDED", "INGESTION_CANCELED", "REFRESH_SUPPRESSED_BY_EDIT"];

/** Loads that creating or changing a data set begins; all others are asked for, by hand or by a schedule. */
const ofChanges: readonly (string | undefined)[] = ["INITIAL_INGESTION", "EDIT"];

/**
 * Where the data of a data set in SPICE stands, by its loads. The newest one counts, whoever began it: a load that was superseded
 * or cancelled is nobody's business once there is a newer one.
 *
 * @param ingestions in any order; without any there is nothing to be followed
 */
export function judgeLoads(
  ingestions: readonly Ingestion[],
  about: { readonly displayName: string; readonly loading: Loading },
): Standing {
  const { loading } = about;
  const sorted = [...ingestions].sort((a, b) => timeOf(b) - timeOf(a));
  // Who loads rules may have replaced their file: no other load than ours counts as followed.
  const isChange = ({ RequestType }: Ingestion) =>
    loading === "rules" || ofChanges.includes(RequestType);
  const change = sorted.find(isChange)?.IngestionId;
  return { ...judgeNewest(sorted, about), ...(change === undefined ? {} : { change }) };
}

function judgeNewest(
  [newest, ...before]: readonly Ingestion[],
  { displayName, loading }: { readonly displayName: string; readonly loading: Loading },
): Standing {
  if (newest === undefined) return { is: "done", text: loaded, mark: "", mayBeFollowed: true };
  const { IngestionId: mark = "", IngestionStatus: status = "", ErrorInfo, RowInfo } = newest;
  if (status === "COMPLETED") return { is: "done", text: loaded, mark };
  if (status !== "FAILED" && status !== "CANCELLED") {
    const rows = RowInfo?.RowsIngested;
    return { is: "running", text: rows === undefined ? status : `${status}, ${rows} rows`, mark };
  }
  const { Type = "", Message = "" } = ErrorInfo ?? {};
  const reason = [Type, Message].filter(Boolean).join(": ");
  const text = reason === "" ? status : `${status} ${reason}`;
  const good = before.find(({ IngestionStatus }) => IngestionStatus === "COMPLETED");
  return {
    is: "wrong",
    text,
    mark,
    problem: `${words[loading].what} of data set ${displayName} were not loaded (${text}); ${words[loading].meanwhile(good)}. The next run loads them again; ${words[loading].todo}`,
    mayBeFollowed: status === "CANCELLED" || superseded.includes(Type),
  };
}

const words: Readonly<
  Record<Loading, { what: string; meanwhile: (good?: Ingestion) => string; todo: string }>
> = {
  rows: {
    what: "the rows",
    meanwhile: (good) =>
      good === undefined ? "it has no rows yet" : `people see the rows of ${whenOf(good)}`,
    todo: "look at its data source and its columns if that does not help",
  },
  rules: {
    what: "the rules about rows",
    meanwhile: (good) =>
      good === undefined
        ? "no rules have been loaded before, so that nobody knows yet which rows are seen"
        : `the old rules are still in force, those of ${whenOf(good)}: who lost rows by the new ones goes on seeing them`,
    todo: "until that succeeds, nothing that the new rules say holds",
  },
};

function whenOf({ CreatedTime }: Ingestion): string {
  return CreatedTime === undefined ? "an earlier load" : CreatedTime.toISOString();
}

function timeOf({ CreatedTime }: Ingestion): number {
  return CreatedTime?.getTime() ?? 0;
}
