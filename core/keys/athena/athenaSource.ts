import { setTimeout as sleep } from "node:timers/promises";
import {
  AthenaClient,
  GetQueryExecutionCommand,
  paginateGetQueryResults,
  type Row,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import type { AwsAccess } from "../../aws/awsAccess.ts";
import { networkLimits } from "../../aws/networkLimits.ts";
import { pacedRetry } from "../../aws/pacedRetry.ts";
import { untilAborted } from "../../aws/untilAborted.ts";
import type { EventSource } from "../audit/eventSource.ts";
import { newAudit } from "../audit/keyAudit.ts";
import { addRow } from "./addRow.ts";
import { explainFailure } from "./explainFailure.ts";
import type { QueryRange } from "./judgeEvents.ts";
import { lastEventsColumns, lastEventsQuery, type LastEventsRow } from "./lastEventsQuery.ts";

/** How long is waited between two questions whether a query has ended, in milliseconds: at first, and at most. */
const pause = { first: 100, most: 5_000 };
/** How long the end of a query may take that nobody waits for any more, in milliseconds. */
const stopLimitMs = 5_000;

/** Where a query runs. */
export interface AthenaPlace extends QueryRange {
  readonly workgroup: string;
}

/**
 * A trail as Athena reads it: one query in a work group, whose answer are the few events that decide, and the numbers of all others.
 * Given up, the query is stopped.
 */
export function athenaSource(place: AthenaPlace, access: AwsAccess): EventSource {
  const open = () =>
    new AthenaClient({ retryStrategy: pacedRetry(), requestHandler: networkLimits, ...access });
  let running: Promise<string | undefined> | undefined;
  return {
    read: async function* (signal) {
      const client = open();
      try {
        running = start(client, place);
        const QueryExecutionId = await running;
        await untilItEnds(client, QueryExecutionId, place, signal);
        running = undefined;
        for await (const { ResultSet } of paginateGetQueryResults(
          { client, pageSize: 1000 },
          { QueryExecutionId },
          { abortSignal: signal },
        )) {
          const audit = newAudit();
          for (const row of toRows(ResultSet?.Rows ?? [])) addRow(audit, row);
          yield audit;
        }
      } finally {
        client.destroy();
      }
    },
    giveUp: async () => {
      if (running === undefined) return;
      const client = open();
      try {
        const abortSignal = AbortSignal.timeout(stopLimitMs);
        // It may have left for Athena, and not been answered yet.
        const begun = running;
        const QueryExecutionId = await untilAborted(abortSignal, () => begun);
        await client.send(new StopQueryExecutionCommand({ QueryExecutionId }), { abortSignal });
      } catch {
        // Then it ends by itself.
      } finally {
        client.destroy();
      }
    },
  };
}

async function start(client: AthenaClient, place: AthenaPlace): Promise<string | undefined> {
  const { QueryExecutionId } = await client.send(
    new StartQueryExecutionCommand({
      QueryString: lastEventsQuery(place),
      WorkGroup: place.workgroup,
      QueryExecutionContext: { Database: place.database },
    }),
  );
  return QueryExecutionId;
}

/** @throws with what to do, where the query fails */
async function untilItEnds(
  client: AthenaClient,
  QueryExecutionId: string | undefined,
  place: AthenaPlace,
  signal: AbortSignal,
): Promise<void> {
  for (let wait = pause.first; ; wait = Math.min(wait * 2, pause.most)) {
    const { QueryExecution } = await client.send(
      new GetQueryExecutionCommand({ QueryExecutionId }),
      { abortSignal: signal },
    );
    const { State: state, StateChangeReason: why } = QueryExecution?.Status ?? {};
    if (state === "SUCCEEDED") return;
    if (state === "FAILED" || state === "CANCELLED")
      throw new Error(explainFailure(place, state, why));
    await sleep(wait, undefined, { signal });
  }
}

/** The first row of an answer has the names of its columns. */
function toRows(rows: readonly Row[]): LastEventsRow[] {
  const values = rows.map(({ Data = [] }) => Data.map(({ VarCharValue = null }) => VarCharValue));
  return values
    .filter((row) => !lastEventsColumns.every((name, index) => row[index] === name))
    .map((row) => {
      const named = lastEventsColumns.map((name, index) => [name, row[index] ?? null]);
      return Object.fromEntries(named) as LastEventsRow;
    });
}
