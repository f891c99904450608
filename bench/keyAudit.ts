import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { isDeepStrictEqual, parseArgs, promisify } from "node:util";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatBytes, formatCount, formatSeconds, formatTable } from "./formatTable.ts";
import type { JoinedTrail } from "./joinTrail.ts";
import { asJoined } from "./asJoined.ts";
import { makeTrail } from "./makeTrail.ts";

/** What the join of 10,000,000 events may take. */
const required = { events: 10_000_000, seconds: 90, peakMemory: 300e6 };

const program = fileURLToPath(new URL("joinTrail.ts", import.meta.url));

// `npm run bench:keys`: makes trails of these sizes, joins each in a process of its own, and prints the table for the template of
// docs/benchmarks.md. Ends with 1 where an answer is wrong or the largest takes more than it may.
const { values } = parseArgs({
  options: { sizes: { type: "string", default: "100000,1000000,10000000" } },
});
const rows: string[][] = [];
for (const events of values.sizes.split(",").map(toSize)) {
  const folder = await mkdtemp(join(tmpdir(), "bench-trail-"));
  try {
    const expected = await makeTrail(folder, events);
    const { stdout } = await promisify(execFile)(process.execPath, [program, folder], {
      maxBuffer: 1 << 26,
    });
    const joined = JSON.parse(stdout) as JoinedTrail;
    const wrong = [...expected].filter(
      ([arn, found]) => !isDeepStrictEqual(joined.found[arn], asJoined(found)),
    );
    const isKept =
      events < required.events ||
      (joined.seconds <= required.seconds && joined.peakMemory <= required.peakMemory);
    if (wrong.length > 0 || joined.events !== events || !isKept) process.exitCode = 1;
    rows.push([
      formatCount(joined.events),
      formatCount(joined.files),
      formatSeconds(joined.seconds),
      formatBytes(joined.peakMemory),
      formatCount(wrong.length),
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
}
console.log(formatTable(["events", "files", "time", "memory", "wrong data sets"], rows));

function toSize(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`--sizes: expected numbers of events, such as 1000,100000 (got "${text}")`);
}
