import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Person } from "@quicksight-governance/core/people";
import { boundSeconds, fewestCalls } from "./fewestCalls.ts";
import { findLost, type SimulatorState } from "./findLost.ts";
import { groups, makePeople } from "./makePeople.ts";
import { median } from "./median.ts";
import { readPeople } from "./readPeople.ts";
import { runReconcile } from "./runReconcile.ts";
import type { LoadResult, Step } from "./results.ts";
import { type SimulatorProcess, startSimulatorProcess } from "./startSimulatorProcess.ts";

const steps: readonly Step[] = ["first load", "one change", "no change"];

/** What a size is measured under. */
export interface LoadConditions {
  readonly rate: number;
  readonly latencyMs: number;
  /** Runs from an empty namespace; the medians are kept. */
  readonly runs: number;
}

/** Loads so many people into an empty namespace, changes one of them, then changes nothing. */
export async function measureLoad(
  people: number,
  conditions: LoadConditions,
): Promise<LoadResult[]> {
  const runs: LoadResult[][] = [];
  for (let run = 0; run < conditions.runs; run += 1) runs.push(await loadOnce(people, conditions));
  return steps.map((step) => {
    const rows = runs.flat().filter((row) => row.step === step);
    return medians(rows);
  });
}

async function loadOnce(people: number, conditions: LoadConditions): Promise<LoadResult[]> {
  const simulator = await startSimulatorProcess(conditions);
  const folder = await mkdtemp(join(tmpdir(), "bench-load-"));
  const rows: LoadResult[] = [];
  try {
    const file = join(folder, "membership.csv");
    let found: readonly Person[] = [];
    for (const step of steps) {
      await writeFile(file, makePeople(people, step !== "first load"));
      const fewest = fewestOf(people, step, found);
      const measured = await measureStep(simulator, file);
      const bound = boundSeconds(fewest, conditions);
      found = await readPeople(file);
      const lost = findLost((await simulator.state()) as SimulatorState, found);
      const { rate, latencyMs } = conditions;
      rows.push({
        ...{ people, step, rate, latencyMs, runs: 1, lost },
        ...{ fewestCalls: fewest.calls, boundSeconds: bound, ...measured },
      });
    }
  } finally {
    await simulator.close();
    await rm(folder, { recursive: true });
  }
  return rows;
}

async function measureStep(simulator: SimulatorProcess, file: string) {
  await simulator.resetCalls();
  const run = await runReconcile(simulator, file);
  return { ...run, calls: await simulator.calls(), refused: await simulator.refused() };
}

const writes = {
  "first load": (people: number) => ({ calls: 3 * people, chain: 2 }),
  "one change": () => ({ calls: 2, chain: 1 }),
  "no change": () => ({ calls: 0, chain: 0 }),
};

/** @param found who is there when the step begins */
function fewestOf(people: number, step: Step, found: readonly Person[]) {
  const sizes = groups.map(
    (group) => found.filter((person) => person.groups.includes(group)).length,
  );
  return fewestCalls(found.length, sizes, writes[step](people));
}

function medians(rows: readonly LoadResult[]): LoadResult {
  const [first] = rows;
  if (first === undefined) throw new Error("nothing was measured");
  const middle = (field: "calls" | "seconds" | "startSeconds" | "refused" | "peakMemory") =>
    median(rows.map((row) => row[field]));
  return {
    ...first,
    runs: rows.length,
    calls: middle("calls"),
    seconds: middle("seconds"),
    startSeconds: middle("startSeconds"),
    refused: middle("refused"),
    lost: Math.max(...rows.map((row) => row.lost)),
    peakMemory: middle("peakMemory"),
  };
}
