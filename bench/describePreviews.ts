import { formatGivenUp } from "./formatGivenUp.ts";
import {
  formatBytes,
  formatCount,
  formatRatio,
  formatSeconds,
  formatTable,
} from "./formatTable.ts";
import { formatTimes, pairPreviews } from "./pairPreviews.ts";
import type { GivenUp, Measured, PreviewResult } from "./results.ts";

/** The table of both variants, a row for each size and step. */
export function describePreviews(rows: readonly PreviewResult[]): string {
  return formatTable(
    [
      "people",
      "step",
      "Roster",
      "native",
      "native ÷ Roster",
      "Roster memory",
      "native memory",
      "Roster prints",
      "native prints",
    ],
    pairPreviews(rows).map(({ people, step, roster, native }) => [
      formatCount(people),
      step,
      time(roster.measured),
      time(native?.measured),
      formatTimes(roster, native),
      memory(roster.measured),
      memory(native?.measured),
      lines(roster.measured),
      lines(native?.measured),
    ]),
  );
}

/** The table of what the state holds. */
export function describeStates(rows: readonly PreviewResult[]): string {
  return formatTable(
    [
      "people",
      "Roster resources",
      "Roster state",
      "native resources",
      "native state",
      "native ÷ Roster",
    ],
    pairPreviews(rows)
      .filter(({ step }) => step === "one change")
      .map(({ people, roster, native }) => [
        formatCount(people),
        formatCount(roster.resources),
        formatBytes(roster.stateBytes),
        native === undefined ? "" : formatCount(native.resources),
        native === undefined ? "" : formatBytes(native.stateBytes),
        native === undefined ? "" : formatRatio(native.stateBytes / roster.stateBytes),
      ]),
  );
}

function time(measured: Measured | GivenUp | undefined): string {
  if (measured === undefined) return "";
  return "seconds" in measured ? formatSeconds(measured.seconds) : formatGivenUp(measured);
}

function memory(measured: Measured | GivenUp | undefined): string {
  return measured !== undefined && "seconds" in measured ? formatBytes(measured.peakMemory) : "";
}

function lines(measured: Measured | GivenUp | undefined): string {
  return measured !== undefined && "seconds" in measured
    ? `${formatCount(measured.lines)} lines`
    : "";
}
