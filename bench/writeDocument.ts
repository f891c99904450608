import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { describeAccess, judgeAccess } from "./describeAccess.ts";
import { describeDeploys } from "./describeDeploys.ts";
import { describeLoads, summarizeLoads } from "./describeLoads.ts";
import { describePreviews, describeStates } from "./describePreviews.ts";
import { describeRefreshes } from "./describeRefreshes.ts";
import { describeTenants, summarizeTenants } from "./describeTenants.ts";
import { drawPlot } from "./drawPlot.ts";
import { fillTemplate } from "./fillTemplate.ts";
import { formatBytes, formatCount } from "./formatTable.ts";
import { judgePreviews } from "./judgePreviews.ts";
import type { Circumstances, PartResults, Results } from "./results.ts";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const template = path("benchmarks.template.md");
const document = path("../docs/benchmarks.md");
const plot = path("../docs/benchmarks.svg");

/** Writes docs/benchmarks.md and its plot, and prints the tables; the paths written, below the project's folder. */
export async function writeDocument(results: Results): Promise<string[]> {
  const values = describe(results);
  const text = fillTemplate(await readFile(template, "utf8"), values);
  await writeFile(document, await format(text, { parser: "markdown", printWidth: 100 }));
  const rows = { loads: results["roster-load"]?.rows ?? [], previews: results.preview?.rows ?? [] };
  await writeFile(plot, await drawPlot(rows.loads, rows.previews));
  console.log(await format(Object.values(values).join("\n\n"), { parser: "markdown" }));
  return ["bench/results.json", "docs/benchmarks.md", "docs/benchmarks.svg"];
}

function describe({
  "roster-load": loads,
  preview,
  deploy,
  refresh,
  tenant,
  access,
}: Results): Record<string, string> {
  return {
    loadSummary: describePart(loads, summarizeLoads),
    load: describePart(loads, describeLoads),
    loadLatency: describePart(loads, describeLatency),
    loadCircumstances: describeCircumstances(loads),
    previewSummary: describePart(preview, judgePreviews),
    preview: describePart(preview, describePreviews),
    states: describePart(preview, describeStates),
    previewCircumstances: describeCircumstances(preview),
    deploy: describePart(deploy, describeDeploys),
    deployLatency: describePart(deploy, describeLatency),
    deployCircumstances: describeCircumstances(deploy),
    refresh: describePart(refresh, describeRefreshes),
    refreshLatency: describePart(refresh, describeLatency),
    refreshCircumstances: describeCircumstances(refresh),
    tenantSummary: describePart(tenant, summarizeTenants),
    tenant: describePart(tenant, describeTenants),
    tenantCircumstances: describeCircumstances(tenant),
    accessJudged: describePart(access, judgeAccess),
    access: describePart(access, describeAccess),
    accessCircumstances:
      access === undefined ? "" : `Measured ${describeMachine(access.circumstances)}.`,
  };
}

function describeLatency(rows: readonly { readonly latencyMs: number }[]): string {
  return rows[0] === undefined ? "" : `Every call takes at least ${rows[0].latencyMs} ms.`;
}

function describePart<Row>(
  part: PartResults<Row> | undefined,
  describeRows: (rows: readonly Row[]) => string,
): string {
  return part === undefined ? "" : describeRows(part.rows);
}

function describeCircumstances(
  part:
    PartResults<{ readonly people: number; readonly circumstances?: Circumstances }> | undefined,
): string {
  if (part === undefined) return "";
  const groups = new Map([[describeMachine(part.circumstances), new Set<number>()]]);
  for (const { people, circumstances } of part.rows) {
    if (circumstances === undefined) continue;
    const machine = describeMachine(circumstances);
    groups.set(machine, (groups.get(machine) ?? new Set()).add(people));
  }
  return [...groups]
    .map(([machine, people]) => {
      const which = [...people].map(formatCount).join("; ");
      return which === ""
        ? `Measured ${machine}.`
        : `Rows kept (people: ${which}) were measured ${machine}.`;
    })
    .join(" ");
}

function describeMachine(circumstances: Circumstances): string {
  const { date, cpu, cores, memoryBytes, system, node, engine } = circumstances;
  return `on ${date.slice(0, 10)}: ${cores} cores (${cpu}), ${formatBytes(memoryBytes)} of memory, ${system}, Node ${node}, Pulumi engine ${engine}`;
}
