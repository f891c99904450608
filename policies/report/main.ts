#!/usr/bin/env node
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { policies } from "../pack.ts";
import { readViolations } from "./readViolations.ts";
import { toSarif } from "./toSarif.ts";
import { toSummary } from "./toSummary.ts";

/**
 * `node policies/report/main.ts EVENTS --stack NAME [--sarif FILE] [--summary FILE]`: what the policies said in a run of the engine, from
 * its event log, as SARIF and as Markdown. The summary is appended, as GitHub wants it. Exits 0 whatever was found: the run itself failed.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    stack: { type: "string" },
    sarif: { type: "string" },
    summary: { type: "string" },
  },
});
const [log] = positionals;
if (log === undefined || values.stack === undefined) {
  console.error("usage: report EVENTS --stack NAME [--sarif FILE] [--summary FILE]");
  process.exit(2);
}
const { version } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { version: string };
const found = readViolations(readFileSync(log, "utf8"));
if (values.sarif !== undefined) {
  const file = `Pulumi.${values.stack}.yaml`;
  writeFileSync(
    values.sarif,
    `${JSON.stringify(toSarif(found, policies, { file, version }), null, 2)}\n`,
  );
}
const summary = toSummary(found, policies, values.stack);
if (values.summary !== undefined) appendFileSync(values.summary, summary);
else console.log(summary);
