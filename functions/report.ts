import { readFile } from "node:fs/promises";
import { failuresFolder } from "@quicksight-governance/core/hourly";
import {
  bucketReports,
  type PageParts,
  type ReportStore,
  writeReports,
} from "@quicksight-governance/core/reports";
import { readPublishedAccount } from "@quicksight-governance/core/settings";
import { isOfAnotherRun } from "./failures.ts";
import { log } from "./log.ts";
import { placeOf } from "./openTenant.ts";
import type { TenantFailure } from "./recordFailure.ts";

/** What an execution says at its end. */
export interface ExecutionReport {
  /** How many tenants failed, those apart that another run is at work on. */
  readonly failed: number;
  /** Which, and why, a line for each; empty where none did. */
  readonly cause: string;
  /** Reports that were written. */
  readonly reports: number;
}

/** Tenants that are named at most, and how much is said of each, in characters: the cause of an execution holds 32 KB. */
const mostNamed = 30;
const longestReason = 300;

/** Writes the reports of the account, and says which tenants failed in this execution. */
export async function handler({ run }: { readonly run: string }): Promise<ExecutionReport> {
  const { region, prefix } = placeOf(process.env);
  const { bucket } = await readPublishedAccount({ region }, prefix);
  const store = bucketReports({ bucket, region });
  try {
    const { keys } = await writeReports(store, {
      page: await readPage(),
      say: (message) => {
        log.info(message, { run });
      },
    });
    const failures = await readFailures(store, run);
    return { ...describeFailures(failures), reports: keys.length };
  } finally {
    store.close();
  }
}

async function readFailures(store: ReportStore, run: string): Promise<TenantFailure[]> {
  const failures: TenantFailure[] = [];
  for await (const { key } of store.list(failuresFolder(run))) {
    const found = await store.read(key);
    if (found === undefined) continue;
    failures.push(JSON.parse(new TextDecoder().decode(found.body)) as TenantFailure);
  }
  return failures;
}

function describeFailures(all: readonly TenantFailure[]): Omit<ExecutionReport, "reports"> {
  const failures = all.filter((failure) => !isOfAnotherRun(failure));
  const lines = failures
    .slice(0, mostNamed)
    .map(({ namespace, subject, outcome, error, message }) => {
      const [first = ""] = message.split("\n");
      return `${namespace}: ${subject} ${outcome} (${error}): ${first.slice(0, longestReason)}`;
    });
  const more = failures.length - lines.length;
  return {
    failed: failures.length,
    cause: [...lines, ...(more > 0 ? [`… and ${more} more`] : [])].join("\n"),
  };
}

/** What every page has lies beside the function; where it does not, there is no page. */
async function readPage(): Promise<PageParts | undefined> {
  try {
    return JSON.parse(await readFile(new URL("page.json", import.meta.url), "utf8")) as PageParts;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
