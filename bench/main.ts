import { measureDeploy } from "./measureDeploy.ts";
import { measureLoad } from "./measureLoad.ts";
import { measurePreview } from "./measurePreview.ts";
import { measureRefresh } from "./measureRefresh.ts";
import { measureTenant } from "./measureTenant.ts";
import { readCircumstances } from "./readCircumstances.ts";
import { type BenchOptions, readOptions } from "./readOptions.ts";
import { keepResults, type Part, type PartResults, readResults, type Results } from "./results.ts";
import { writeDocument } from "./writeDocument.ts";

/** Measured when the command line names no sizes; a part leaves out sizes above its largest. */
const sizes: Record<Part, Record<"roster" | "native", readonly number[]>> = {
  "roster-load": { roster: [100, 1000, 10_000, 100_000], native: [] },
  preview: { roster: [100, 1000, 2000, 10_000, 100_000], native: [100, 1000, 2000, 10_000] },
  deploy: { roster: [100, 1000], native: [100, 1000] },
  refresh: { roster: [100, 1000, 10_000], native: [] },
  tenant: { roster: [1000, 10_000], native: [] },
};

const measurements: { [P in Part]: (options: BenchOptions) => Promise<NonNullable<Results[P]>> } = {
  "roster-load": async (options) => {
    const { rate, latencyMs } = options;
    const cases = sizesOf("roster-load", "roster", options).flatMap((people) =>
      (rate === undefined ? ratesOf(people) : [rate]).map((each) => ({ people, rate: each })),
    );
    return collect(cases, (each) =>
      measureLoad(each.people, { rate: each.rate, latencyMs, runs: each.people <= 100 ? 3 : 1 }),
    );
  },
  preview: async (options) =>
    collect(variantsOf("preview", options), ({ variant, people }) =>
      measurePreview(variant, people, options.limitSeconds),
    ),
  deploy: async (options) =>
    collect(variantsOf("deploy", options), async ({ variant, people }) => [
      await measureDeploy(variant, people, options.latencyMs, options.limitSeconds),
    ]),
  refresh: async (options) =>
    collect(
      sizesOf("refresh", "roster", options).map((people) => ({ people })),
      ({ people }) => measureRefresh(people, options.latencyMs, options.limitSeconds),
    ),
  tenant: async (options) =>
    collect(
      sizesOf("tenant", "roster", options).map((people) => ({ people })),
      ({ people }) => measureTenant(people),
    ),
};

try {
  const options = readOptions(process.argv.slice(2));
  for (const part of options.parts) {
    console.log(`\n${part}`);
    await measure(part, options);
  }
  const written = await writeDocument(await readResults());
  console.log(`\nwritten: ${written.join(", ")}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function measure(part: Part, options: BenchOptions): Promise<void> {
  const measured = await measurements[part](options);
  if (measured.rows.length === 0) console.log("  none of these sizes is measured here");
  else await keepResults(part, measured);
}

/** Slow for few people, fast for many, or the benchmark takes hours; 1,000 people are measured at both. */
function ratesOf(people: number): number[] {
  return [...(people <= 1000 ? [200] : []), ...(people >= 1000 ? [1000] : [])];
}

function sizesOf(part: Part, variant: "roster" | "native", options: BenchOptions) {
  const own = sizes[part][variant];
  return (options.sizes ?? own).filter((people) => people <= Math.max(...own));
}

function variantsOf(part: Part, options: BenchOptions) {
  const variants = options.native ? (["roster", "native"] as const) : (["roster"] as const);
  return variants.flatMap((variant) =>
    sizesOf(part, variant, options).map((people) => ({ variant, people })),
  );
}

async function collect<Case extends object, Row>(
  cases: readonly Case[],
  measure: (each: Case) => Promise<readonly Row[]>,
): Promise<PartResults<Row>> {
  const circumstances = await readCircumstances();
  const rows: Row[] = [];
  for (const each of cases) {
    const started = performance.now();
    rows.push(...(await measure(each)));
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    console.log(`  ${Object.values(each).join(" ")}: ${seconds} s`);
  }
  return { circumstances, rows };
}
