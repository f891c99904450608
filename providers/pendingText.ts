import { nameDataSet, type ReencryptionStep } from "@quicksight-governance/core/keys/reencryption";

/** Lines at most: an account may have thousands of data sets, and a state holds the text. */
const mostLines = 20;

/** What of a plan changes anything at AWS, a line each; empty when nothing does. */
export function pendingText(steps: readonly ReencryptionStep[]): string {
  const lines = steps.flatMap((step) => {
    if (step.kind === "adopt") return [];
    return [`${nameOf(step)}: ${step.reason}`];
  });
  const rest = lines.length - mostLines;
  return [...lines.slice(0, mostLines), ...(rest > 0 ? [`… and ${rest} more`] : [])].join("\n");
}

function nameOf(step: Exclude<ReencryptionStep, { readonly kind: "adopt" }>): string {
  switch (step.kind) {
    case "mismatch":
      return `the default key is ${step.found ?? "none of yours"}`;
    case "closed":
      return `the default key ${step.defaultKey} is closed to QuickSight (${step.why})`;
    case "cancel":
      return `the load of ${nameDataSet(step.dataSet)} that goes on, to be cancelled`;
    case "refresh":
      return nameDataSet(step.dataSet);
    case "rewrite":
      return `credentials of data source ${step.dataSource.id}`;
  }
}
