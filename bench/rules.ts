import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import type { CompiledTables, RulesSize } from "./compileRules.ts";
import { formatBytes, formatCount, formatSeconds, formatTable } from "./formatTable.ts";

/** What compiling and comparing may take. */
const required = { seconds: 5, memory: 1e9 };

const size: RulesSize = { people: 100_000, groups: 2000, dataSets: 50 };

// `npm run bench:rules`: the row rules of all data sets from one entitlement table, and which of them one person's move changes. Ends with 1
// where a file has not as many rules as it should have, another one changes, or it takes more than it may.
const program = fileURLToPath(new URL("compileRules.ts", import.meta.url));
const { stdout } = await promisify(execFile)(process.execPath, [program, JSON.stringify(size)]);
const { seconds, rules, changed, wrong, peakMemory } = JSON.parse(stdout) as CompiledTables;
const isKept = seconds.first + seconds.again <= required.seconds && peakMemory <= required.memory;
if (!isKept || wrong > 0 || changed !== size.dataSets / 2) process.exitCode = 1;
console.log(
  formatTable(
    [
      "people",
      "data sets",
      "rules",
      "compiled",
      "again, and compared",
      "changed",
      "memory",
      "wrong",
    ],
    [
      [
        ...[size.people, size.dataSets, rules].map(formatCount),
        ...[seconds.first, seconds.again].map(formatSeconds),
        ...[formatCount(changed), formatBytes(peakMemory), formatCount(wrong)],
      ],
    ],
  ),
);
