import { setTimeout as sleep } from "node:timers/promises";
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from "@aws-sdk/client-athena";

/** The rows that a query answers, the names of the columns first. */
export async function queryRows(
  athena: AthenaClient,
  WorkGroup: string,
  QueryString: string,
): Promise<(string | null)[][]> {
  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({ WorkGroup, QueryString }),
  );
  for (;;) {
    const { QueryExecution } = await athena.send(
      new GetQueryExecutionCommand({ QueryExecutionId }),
    );
    const { State, StateChangeReason } = QueryExecution?.Status ?? {};
    if (State === "SUCCEEDED") break;
    if (State === "FAILED") throw new Error(StateChangeReason);
    await sleep(20);
  }
  const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId }));
  return (ResultSet?.Rows ?? []).map(({ Data = [] }) =>
    Data.map(({ VarCharValue = null }) => VarCharValue),
  );
}
