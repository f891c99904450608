import assert from "node:assert/strict";
import pLimit from "p-limit";
import { addRow } from "../../../../core/keys/athena/addRow.ts";
import { encryptionQuery } from "../../../../core/keys/athena/encryptionQuery.ts";
import {
  lastEventsColumns,
  lastEventsQuery,
  type LastEventsRow,
} from "../../../../core/keys/athena/lastEventsQuery.ts";
import { trailColumns, trailPartitions } from "../../../../core/keys/athena/trailTable.ts";
import { newAudit } from "../../../../core/keys/audit/keyAudit.ts";
import { type Answer, readHere, summarize } from "./answers.ts";
import { startTrino, type Trino } from "./startTrino.ts";
import { toTrailRow } from "./toTrailRow.ts";
import { makeCases, type TrailCase } from "./trailCases.ts";

// `npm run prove:athena`: the queries as they are, without translation, on the engine that Athena is made of. TRAIL_CASES and TRAIL_SEED
// choose other cases.
const [count, seed] = [process.env["TRAIL_CASES"] ?? 200, process.env["TRAIL_SEED"] ?? 29].map(
  Number,
);
const cases = makeCases(count ?? 0, seed ?? 0);
const table = { database: "trails", table: "trail" };
/** So many rows go into the table with one statement. */
const batchSize = 200;

describe("the queries of Athena, on Trino", function () {
  this.timeout(3_600_000);
  let trino: Trino;
  before(async () => {
    trino = await startTrino();
    await trino.query("CREATE SCHEMA memory.trails");
    const columns = [...trailColumns, ...trailPartitions];
    const described = columns.map(([name, type]) => `${name} ${toTrinoType(type)}`).join(", ");
    await trino.query(`CREATE TABLE memory.trails.trail (${described})`);
    const rows = cases.flatMap(({ files }) =>
      [...files].flatMap(([path, records]) => toRows(path, records)),
    );
    for (let index = 0; index < rows.length; index += batchSize) {
      const values = rows
        .slice(index, index + batchSize)
        .map(toValues)
        .join(",\n");
      const names = columns.map(([name]) => name).join(", ");
      const selected = columns.map(([name, type]) => toColumn(name, type)).join(", ");
      await trino.query(
        `INSERT INTO memory.trails.trail SELECT ${selected} FROM (VALUES ${values}) AS v (${names})`,
      );
    }
  });
  after(() => trino.close());

  async function readByTrino({ defaultKey, ...trail }: TrailCase): Promise<Answer> {
    const audit = newAudit();
    for (const row of await trino.query(lastEventsQuery({ ...trail, ...table }))) {
      const named = lastEventsColumns.map((name, index) => {
        const value = row[index];
        return [name, typeof value === "number" ? String(value) : value];
      });
      addRow(audit, Object.fromEntries(named) as LastEventsRow);
    }
    const lines = await trino.query(encryptionQuery({ ...trail, ...table }, defaultKey));
    return {
      ...summarize(audit, { defaultKey, ...trail }),
      lines: lines as (string | null)[][],
    };
  }

  it("come to what the files come to", async () => {
    const answers = await pLimit(4).map(cases, async (trail, index) => {
      const answer = await readHere(trail);
      assert.deepEqual(await readByTrino(trail), answer, `case ${index}`);
      return answer;
    });
    const states = answers.flatMap(({ lines }) => lines.map(([, , state]) => state));
    const numbers = ["current", "stale", "retired"].map(
      (state) => `${states.filter((each) => each === state).length} ${state}`,
    );
    console.log(
      `      Trino ${trino.version}: ${cases.length} trails, ${states.length} data sets: ${numbers.join(", ")}`,
    );
  });
});

/** A file of the partition that its path says; others, such as digests, are in none. */
function toRows(path: string, records: readonly Readonly<Record<string, unknown>>[]) {
  const found = /\/(\d{12})\/CloudTrail\/([a-z0-9-]+)\/(\d{4}\/\d\d\/\d\d)\//.exec(path);
  if (found === null) return [];
  const [, account, region, day] = found;
  return records.map((record) => [...toTrailRow(record), account ?? "", region ?? "", day ?? ""]);
}

/** Types with parts are handed over as JSON. */
function toColumn(name: string, type: string): string {
  const isText = type === "string";
  return isText ? `CAST(${name} AS varchar)` : `CAST(json_parse(${name}) AS ${toTrinoType(type)})`;
}

function toTrinoType(type: string): string {
  return type
    .replaceAll("string", "varchar")
    .replaceAll("array<", "ARRAY<")
    .replaceAll(/struct<([^<>]+)>/g, (_, fields: string) => {
      const named = fields.split(",").map((field) => `"${field.replace(":", '" ')}`);
      return `ROW(${named.join(", ")})`;
    })
    .replaceAll(/ARRAY<(.+)>/g, "ARRAY($1)");
}

function toValues(row: readonly (string | null)[]): string {
  const texts = row.map((text) => (text === null ? "NULL" : `'${text.replaceAll("'", "''")}'`));
  return `(${texts.join(", ")})`;
}
