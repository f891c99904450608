import { printable } from "@quicksight-governance/core/aws";
import type { DescribedPast } from "./describePast.ts";
import { output } from "./output.ts";
import { printList } from "./printList.ts";

/** Prints how what was so at an instant came about, and what the next reading has otherwise. */
export function printPast({ asked, read, next, origins, untilNext }: DescribedPast): void {
  printList("came about", origins.map(describeOrigin));
  const later = next === undefined ? "there is no later reading yet" : `read again at ${next}`;
  output.print(`\nasked for ${asked}: as read at ${read}; ${later}`);
  printList("changed until then, before the instant or after it", untilNext);
}

function describeOrigin({ fact, origin }: DescribedPast["origins"][number]): string {
  const { whoType, who, whatType, what, name = "", level } = fact;
  const thing = `${whatType} ${printable(name === "" ? what : `"${name}" (${what})`)}`;
  const opened = level === undefined ? thing : `${level} of ${thing}`;
  const how = origin === undefined ? "before changes were reported" : describeRun(origin);
  return `${whoType} ${printable(who)}: ${opened}: ${how}`;
}

function describeRun({
  at,
  run,
  reason,
}: NonNullable<DescribedPast["origins"][number]["origin"]>): string {
  return `${at}, ${printable(run === undefined ? reason : `run ${run}, ${reason}`)}`;
}
