import { execFile } from "node:child_process";
import { parseArgs, promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { type CountedAccess, countAccess } from "./countAccess.ts";
import { type AccessShape, accessShapes, drawAccess } from "./drawAccess.ts";
import type { ExplainedAccess } from "./explainAccess.ts";
import { formatBytes, formatCount, formatSeconds, formatTable } from "./formatTable.ts";

/** What the whole may take, for 100,000 people and 10,000 assets, whatever groups people are in. */
const required = { seconds: 10, memory: 1e9 };

const program = fileURLToPath(new URL("explainAccess.ts", import.meta.url));
const titles: Readonly<Record<AccessShape, string>> = {
  departments: "groups by department",
  chance: "groups by chance",
};

// `npm run bench:explain`: all access of an account, and what two moments of it differ in, for people of few sets of groups and for people
// who hardly share one; each in a process of its own, and compared with a second count. Ends with 1 where an answer is wrong or takes more
// than it may.
const { values } = parseArgs({
  options: {
    people: { type: "string", default: "100000" },
    assets: { type: "string", default: "10000" },
  },
});
const size = { people: toCount("people"), assets: toCount("assets") };
const rows: string[][] = [];
for (const shape of accessShapes) {
  const options = { ...size, shape };
  const { stdout } = await promisify(execFile)(process.execPath, [
    program,
    JSON.stringify(options),
  ]);
  const found = JSON.parse(stdout) as ExplainedAccess;
  const expected = countAccess(
    drawAccess({ ...options, moment: 1 }),
    drawAccess({ ...options, moment: 2 }),
  );
  const wrong = (["open", "gained", "lost"] as const).filter((of) => differ(found, expected, of));
  const seconds = found.seconds.all + found.seconds.difference;
  const isKept = seconds <= required.seconds && found.peakMemory <= required.memory;
  if (wrong.length > 0 || !isKept) process.exitCode = 1;
  rows.push([
    titles[shape],
    formatCount(found.classes),
    formatCount(found.open.pairs),
    formatSeconds(found.seconds.all),
    formatCount(found.gained.pairs + found.lost.pairs),
    formatSeconds(found.seconds.difference),
    formatBytes(found.peakMemory),
    wrong.join(", ") || "none",
  ]);
}
const [open, changed] = ["people who can open an asset", "of whom it differs"];
const headers = ["people in", "sets of groups", open, "time", changed, "time", "memory", "wrong"];
console.log(formatTable(headers, rows));

function differ(found: CountedAccess, expected: CountedAccess, of: keyof CountedAccess): boolean {
  return found[of].pairs !== expected[of].pairs || found[of].mark !== expected[of].mark;
}

function toCount(option: "people" | "assets"): number {
  const text = values[option];
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`--${option}: expected a number of 1 or more (got "${text}")`);
}
