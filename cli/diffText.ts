import { printable } from "@quicksight-governance/core/aws";
import type { DescribedChange } from "@quicksight-governance/core/explain";
import { type Difference, type NamedViolation, unreadInEither } from "./diffDocument.ts";

/** How many people a violation names. */
const mostPeople = 10;

/** What `qsgov diff` prints for people: at a terminal, or as Markdown for a pull request. */
export function diffText(found: Difference, format: "text" | "markdown"): string {
  const { described, violations, unmatched, unproved, notices } = found;
  const { gains, losses, newcomers, leavers } = described;
  const parts = [
    section("assertions that do not hold", violations.map(describeViolation), format),
    section("assertions about nothing there is", unmatched, format),
    section("assertions that nobody knows to hold", unproved, format),
    section("new people, and what they can open", newcomers, format),
    section(
      "gains",
      gains.map((change) => sentence(change, "gains")),
      format,
    ),
    section(
      "losses",
      losses.map((change) => sentence(change, "loses")),
      format,
    ),
    section("people who leave, and what they could open", leavers, format),
    section("to be known", notices, format),
    section("not known", unreadInEither(found), format),
  ].filter((part) => part !== "");
  const nothing = gains.length + losses.length + newcomers.length + leavers.length === 0;
  const title = nothing ? "Nobody gains or loses anything" : "Who gains and who loses what";
  return [format === "markdown" ? `## ${title}` : title, ...parts].join("\n\n");
}

function section(title: string, lines: readonly string[], format: "text" | "markdown"): string {
  if (lines.length === 0) return "";
  if (format === "text")
    return [`${title} (${lines.length})`, ...lines.map((line) => `  ${line}`)].join("\n");
  const heading = `### ${title.charAt(0).toUpperCase()}${title.slice(1)} (${lines.length})`;
  return [heading, "", ...lines.map((line) => `- ${escapeMarkdown(line)}`)].join("\n");
}

function sentence({ who, what, instead }: DescribedChange, verb: string): string {
  return `${who} ${verb} ${what}${instead === undefined ? "" : `, ${instead}`}`;
}

function describeViolation(violation: NamedViolation): string {
  const { assertion, kind, reason, people, group, asset, level, lines, source } = violation;
  const some = people.slice(0, mostPeople).map(printable).join(", ");
  const rest = people.length - mostPeople;
  const who = rest > 0 ? `${some} and ${rest.toLocaleString("en-US")} more` : some;
  const what = `${asset.kind} "${printable(asset.name)}" (${asset.id})`;
  const how = [
    group === undefined ? "" : `by group ${printable(group)}`,
    ...violation.via.flatMap(({ folder }) =>
      folder === undefined ? [] : [`through folder ${folder}`],
    ),
    lines.length === 0
      ? ""
      : `line${lines.length === 1 ? "" : "s"} ${lines.join(", ")} of ${source ?? "the membership file"}`,
  ].filter(Boolean);
  const path = how.length === 0 ? "" : `, ${[...new Set(how)].join(", ")}`;
  const said = {
    never: `${who} can open ${what} as ${level ?? ""}, and nobody of theirs may`,
    only: `${who} can open ${what} as ${level ?? ""}, and only others may`,
    always: `${who} cannot open ${what}, and must`,
  }[kind];
  return `${assertion}: ${said}${path} (${printable(reason)})`;
}

/** Names are from outside, and a pull request shows what they hold. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|!@]/g, "\\$&");
}
