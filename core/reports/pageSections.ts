import { printable } from "../aws/printable.ts";
import type { Change, Found } from "./changes/findChanges.ts";
import type { ErrorRow } from "./errorRows.ts";
import type { PageSection } from "./page/pageData.ts";

/** So many lines of a section stand in the page: the CSV files have all. */
const most = 1000;

/** What there is to say of the runs since the last report. */
export interface PageNews extends Pick<Found, "changes"> {
  readonly errors: readonly ErrorRow[];
}

/** What went wrong, what somebody did past all runs, and what runs did since a moment: the parts of the page, those that need somebody first. */
export function pageSections(
  { changes, errors }: PageNews,
  since: string | undefined,
): PageSection[] {
  const isNew = ({ at }: { readonly at: string }) => since === undefined || at >= since;
  const [failed, done] = [errors.filter(isNew), changes.filter(isNew)];
  const ofType = (...types: readonly ErrorRow["type"][]) =>
    failed.filter(({ type }) => types.includes(type)).map(describeError);
  const sections = [
    { title: "Refused by the guard", lines: ofType("refused"), isWarning: true },
    { title: "Failed", lines: ofType("error", "failed"), isWarning: true },
    {
      title: "Drift: changed past all runs",
      lines: done.filter(({ by }) => by === undefined).map(describeChange),
      isWarning: true,
    },
    { title: "Declined by AWS", lines: ofType("declined"), isWarning: false },
    {
      title: "Done by runs",
      lines: done.filter(({ by }) => by !== undefined).map(describeChange),
      isWarning: false,
    },
  ];
  return sections.filter(({ lines }) => lines.length > 0).map(shortened);
}

function shortened(section: PageSection): PageSection {
  const { lines } = section;
  if (lines.length <= most) return section;
  const more = `… and ${(lines.length - most).toLocaleString("en-US")} more, in the CSV file`;
  return { ...section, lines: [...lines.slice(0, most), more] };
}

function describeError({ at, run, namespace, subject, name, message, step }: ErrorRow): string {
  const what = step === undefined ? name : `${step.text} (${step.step.reason})`;
  return printable(`${at}, ${subject} of ${namespace}, run ${run}: ${what}: ${message}`);
}

function describeChange({ at, change, fact, by }: Change): string {
  const { who, whatType, what, name = "", level } = fact;
  const thing = `${whatType} ${name === "" ? what : `"${name}" (${what})`}`;
  const opened = level === undefined ? thing : `${level} of ${thing}`;
  const how = by === undefined ? "" : ` by run ${by.run} (${by.step.step.reason})`;
  return printable(`${at}: ${who} ${change} ${opened}${how}`);
}
