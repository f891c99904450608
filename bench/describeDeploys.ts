import { formatBytes, formatCount, formatSeconds, formatTable } from "./formatTable.ts";
import { formatGivenUp } from "./formatGivenUp.ts";
import type { DeployResult, GivenUp, Measured } from "./results.ts";

/** The table of both variants, a row for each size, variant and command. */
export function describeDeploys(rows: readonly DeployResult[]): string {
  const bySize = rows.toSorted((a, b) => a.people - b.people);
  return formatTable(
    ["people", "as", "command", "calls", "time", "memory"],
    bySize.flatMap(({ people, variant, up, refresh }) =>
      [
        { command: "up", measured: up },
        { command: "refresh", measured: refresh },
      ].flatMap(({ command, measured }) =>
        measured === undefined
          ? []
          : [[formatCount(people), names[variant], `\`pulumi ${command}\``, ...cells(measured)]],
      ),
    ),
  );
}

const names = { roster: "Roster", native: "native" };

function cells(measured: Measured | GivenUp): string[] {
  if ("reason" in measured) return ["", formatGivenUp(measured), ""];
  return [
    formatCount(measured.calls),
    formatSeconds(measured.seconds),
    formatBytes(measured.peakMemory),
  ];
}
