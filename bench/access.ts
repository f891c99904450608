import { parseArgs } from "node:util";
import { describeAccess, isKept } from "./describeAccess.ts";
import { measureAccess, type MeasuredAccess } from "./measureAccess.ts";
import { readCircumstances } from "./readCircumstances.ts";
import { keepAccess, readResults } from "./results.ts";
import { writeDocument } from "./writeDocument.ts";

// `npm run bench:access`: access of 100 groups to 2,000 dashboards, given and then found as it is, three times. Ends with 1 where a run that
// finds it so writes anything, or takes more than it may. What is measured without options goes into docs/benchmarks.md.
const { values } = parseArgs({
  options: {
    dashboards: { type: "string", default: "2000" },
    groups: { type: "string", default: "100" },
    latency: { type: "string", default: "50" },
    runs: { type: "string", default: "3" },
  },
});
const size = { dashboards: Number(values.dashboards), groups: Number(values.groups) };
const circumstances = await readCircumstances();
const rows: MeasuredAccess[] = [];
for (let run = 0; run < Number(values.runs); run += 1) {
  rows.push(...(await measureAccess(size, Number(values.latency))));
}
if (!isKept(rows)) process.exitCode = 1;
if (process.argv.length > 2) {
  console.log(describeAccess(rows));
} else {
  await keepAccess({ circumstances, rows });
  console.log(`written: ${(await writeDocument(await readResults())).join(", ")}`);
}
