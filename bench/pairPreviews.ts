import { formatRatio } from "./formatTable.ts";
import type { PreviewResult } from "./results.ts";

/** The same preview of both variants. */
export interface Pair {
  readonly people: number;
  readonly step: PreviewResult["step"];
  readonly roster: PreviewResult;
  readonly native: PreviewResult | undefined;
}

/** Both variants side by side, in the order of the Roster's rows. */
export function pairPreviews(rows: readonly PreviewResult[]): Pair[] {
  return rows
    .filter(({ variant }) => variant === "roster")
    .map((roster) => {
      const { people, step } = roster;
      const native = rows.find(
        (row) => row.variant === "native" && row.people === people && row.step === step,
      );
      return { people, step, roster, native };
    });
}

/** How many times as long native resources take; empty when either has no figure. */
export function formatTimes(roster: PreviewResult, native: PreviewResult | undefined): string {
  const [own] = secondsOf(roster);
  const [other] = native === undefined ? [] : secondsOf(native);
  return own === undefined || other === undefined ? "" : formatRatio(other / own);
}

/** The time that a preview took, if it came to its end. */
export function secondsOf({ measured }: PreviewResult): number[] {
  return "seconds" in measured ? [measured.seconds] : [];
}
