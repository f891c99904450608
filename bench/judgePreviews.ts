import { formatGivenUp } from "./formatGivenUp.ts";
import { formatCount, formatRatio, formatSeconds } from "./formatTable.ts";
import { formatTimes, pairPreviews, secondsOf } from "./pairPreviews.ts";
import type { GivenUp, Measured, PreviewResult } from "./results.ts";

/** The requirement: a preview of so many people in so many seconds, and so many times faster than native resources. */
const requirement = { people: 10_000, seconds: 8, times: 20 };

/** Whether the requirement holds, in sentences. */
export function judgePreviews(rows: readonly PreviewResult[]): string {
  const pairs = pairPreviews(rows);
  const required = pairs.filter(({ people }) => people === requirement.people);
  const slowest = Math.max(...required.flatMap(({ roster }) => secondsOf(roster)));
  const [native] = required.flatMap((pair) => pair.native?.measured ?? []);
  const largest = pairs.findLast((pair) => pair.native && "seconds" in pair.native.measured);
  const sentences: string[] = [];
  if (required.length > 0) {
    const kept = slowest <= requirement.seconds ? "kept" : "not kept";
    sentences.push(
      `A preview of ${formatCount(requirement.people)} people takes at most ${formatSeconds(slowest)} (required: ${requirement.seconds} s; ${kept}).`,
    );
  }
  if (native !== undefined) {
    sentences.push(judgeTimes(native, slowest));
  } else if (largest !== undefined) {
    const { people, step, roster } = largest;
    sentences.push(
      `With native resources it takes ${formatTimes(roster, largest.native)} as long for ${formatCount(people)} people and ${step}, the most that was measured.`,
    );
  }
  return sentences.join(" ");
}

/** @param native with as many people as the requirement names */
function judgeTimes(native: Measured | GivenUp, slowest: number): string {
  const seconds = "reason" in native ? native.givenUpAfterSeconds : native.seconds;
  const kept = seconds / slowest >= requirement.times ? "kept" : "not kept";
  const verdict = `at least ${formatRatio(seconds / slowest)} as long (required: ${formatRatio(requirement.times)}; ${kept})`;
  const reached = "reason" in native ? ` (${formatGivenUp(native)})` : "";
  return `For ${formatCount(requirement.people)}, native resources take ${verdict}${reached}.`;
}
