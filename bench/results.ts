import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { MeasuredAccess } from "./measureAccess.ts";
import { mergeRows } from "./mergeRows.ts";

/** The parts of the benchmark that can be run alone. */
export const parts = ["roster-load", "preview", "deploy", "refresh", "tenant"] as const;
/** The name of a part. */
export type Part = (typeof parts)[number];

/** What every row has. */
interface Row {
  readonly people: number;
  /** Where and when it was measured; absent: with the others of its part. */
  readonly circumstances?: Circumstances;
}

/** What is done to the people. */
export type Step = "first load" | "one change" | "no change";

/** The core alone against a simulator with a rate limit. Times in seconds, memory in bytes. */
export interface LoadResult extends Row {
  readonly step: Step;
  readonly rate: number;
  readonly latencyMs: number;
  readonly runs: number;
  readonly calls: number;
  readonly fewestCalls: number;
  readonly boundSeconds: number;
  /** The whole process; {@link startSeconds} of it before the first call. */
  readonly seconds: number;
  readonly startSeconds: number;
  /** Calls that were answered with 429. */
  readonly refused: number;
  /** People or memberships that were not as the roster has them in the end. */
  readonly lost: number;
  readonly peakMemory: number;
}

/** Which resources hold the people. */
export type Variant = "roster" | "native";

/** A run that did not come to its end. */
export interface GivenUp {
  readonly givenUpAfterSeconds: number;
  readonly reason: "the limit" | "out of memory";
}

/** `pulumi preview` of a stack that holds the people. */
export interface PreviewResult extends Row {
  readonly variant: Variant;
  readonly step: Exclude<Step, "first load">;
  readonly resources: number;
  /** The stack's state file, in bytes. */
  readonly stateBytes: number;
  readonly measured: Measured | GivenUp;
}

/** A run of the engine. */
export interface Measured {
  readonly runs: number;
  readonly seconds: number;
  /** The most that engine, program and providers held together. */
  readonly peakMemory: number;
  /** Calls to QuickSight. */
  readonly calls: number;
  /** Lines that the run printed. */
  readonly lines: number;
}

/** `pulumi up` of everybody, and `pulumi refresh` after it. */
export interface DeployResult extends Row {
  readonly variant: Variant;
  readonly latencyMs: number;
  /** Absent when it would take too long. */
  readonly up: Measured | GivenUp | undefined;
  readonly refresh: Measured | GivenUp | undefined;
}

/** `pulumi preview` of a deployed Roster that nothing is to change in, with and without reading QuickSight first. */
export interface RefreshResult extends Row {
  readonly refresh: boolean;
  readonly latencyMs: number;
  readonly measured: Measured | GivenUp;
}

/** `pulumi preview` of the sample's whole tenant stack. */
export interface TenantResult extends Row {
  readonly step: Exclude<Step, "first load">;
  /** Whether it reads first what is really there. Absent in results from before this was told apart: it does not. */
  readonly refresh?: boolean;
  readonly runs: number;
  readonly seconds: number;
}

/** The machine that a part was measured on, and when. */
export interface Circumstances {
  /** ISO 8601. */
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  readonly engine: string;
}

/** All results of a part. */
export interface PartResults<Row> {
  readonly circumstances: Circumstances;
  readonly rows: readonly Row[];
}

/** What bench/results.json holds: of each part the last measurement of each size. */
export interface Results {
  readonly "roster-load"?: PartResults<LoadResult>;
  readonly preview?: PartResults<PreviewResult>;
  readonly deploy?: PartResults<DeployResult>;
  readonly refresh?: PartResults<RefreshResult>;
  readonly tenant?: PartResults<TenantResult>;
  /** Of `npm run bench:access`: every run. */
  readonly access?: PartResults<MeasuredAccess>;
}

const file = fileURLToPath(new URL("results.json", import.meta.url));

/** The results so far; none when there was no run yet. */
export async function readResults(): Promise<Results> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Results;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}

/** Keeps what a run of a part measured, beside the sizes that it did not. */
export async function keepResults<P extends Part>(
  part: P,
  measured: NonNullable<Results[P]>,
): Promise<void> {
  const results = await readResults();
  await write({ ...results, [part]: mergeRows(part, results[part], measured) });
}

/** Keeps what `npm run bench:access` measured, in place of what it did before. */
export async function keepAccess(access: NonNullable<Results["access"]>): Promise<void> {
  await write({ ...(await readResults()), access });
}

async function write(results: Results): Promise<void> {
  await writeFile(file, `${JSON.stringify(results, undefined, 2)}\n`);
}
