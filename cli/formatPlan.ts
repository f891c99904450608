import { printable } from "@quicksight-governance/core/aws";
import type { AnyStep, Plan } from "@quicksight-governance/core/reconcile";
import { formatTable } from "./formatTable.ts";

/** How the plans of one subject are shown. */
export interface PlanTable<Step extends AnyStep> {
  /** What steps do, in the order in which they are counted. */
  readonly changes: readonly string[];
  /** The heading above the steps of each kind, and as what they count; absent: as nothing. */
  readonly kinds: Readonly<
    Record<Step["kind"], { readonly heading: string; readonly change?: string }>
  >;
  /** What a step is about, a cell each; its reason comes after them. */
  readonly cells: (step: Step) => readonly string[];
  /** What the steps cost, as a sentence; undefined: nothing. Absent: no step costs anything. */
  readonly describeCost?: (steps: readonly Step[]) => string | undefined;
  /** What is as it should be, in words. */
  readonly describeUnchanged: (count: number) => string;
}

/** A plan as lines: the operations by kind, each with what it is about and its reason, and how many there are. */
export function formatPlan<Step extends AnyStep>(
  table: PlanTable<Step>,
  { steps, unchanged }: Plan<Step>,
): string[] {
  const rowOf = (step: Step) => table.kinds[step.kind as Step["kind"]];
  const tables = [...Map.groupBy(steps, rowOf)].flatMap(([{ heading }, some]) => {
    const rows = some.map((step) => [...table.cells(step), step.reason].map(printable));
    return [`${heading} (${some.length})`, ...formatTable(rows), ""];
  });
  const same = table.describeUnchanged(unchanged);
  if (steps.length === 0) return [`nothing to do; ${same}`];
  const counts = table.changes.map(
    (change) => `${steps.filter((step) => rowOf(step).change === change).length} to ${change}`,
  );
  const cost = table.describeCost?.(steps);
  return [
    ...tables,
    `${counts.join(", ")}; ${same}`,
    ...(cost === undefined ? [] : [`this plan ${cost}`]),
  ];
}
