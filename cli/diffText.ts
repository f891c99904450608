import {
  type DescribedChange,
  describeSessions,
  describeViolation,
  sightTeller,
} from "@quicksight-governance/core/explain";
import { type Difference, unreadInEither } from "./diffDocument.ts";
import { describeLicencesBetween } from "./describeLicencesBetween.ts";

/** What `qsgov diff` prints for people: at a terminal, or as Markdown for a pull request. */
export function diffText(found: Difference, format: "text" | "markdown"): string {
  const { described, violations, unmatched, unproved, notices, sight, sessions } = found;
  const { gains, losses, newcomers, leavers } = described;
  const licences = describeLicencesBetween(found);
  const [before, after] = [sightTeller(found.before), sightTeller(found.after)];
  const parts = [
    section("assertions that do not hold", violations.map(describeViolation), format),
    section(
      "assertions about nothing there is",
      unmatched.map(({ text }) => text),
      format,
    ),
    section(
      "assertions that nobody knows to hold",
      unproved.map(({ text }) => text),
      format,
    ),
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
    section(
      "rows and columns that people see more",
      [
        ...sight.gains.map((one) => after(one, "gains")),
        ...sessions.gains.map((one) => describeSessions(one, "gain")),
      ],
      format,
    ),
    section(
      "rows and columns that people see no more",
      [
        ...sight.losses.map((one) => before(one, "loses")),
        ...sessions.losses.map((one) => describeSessions(one, "lose")),
      ],
      format,
    ),
    section("people who leave, and what they could open", leavers, format),
    section("licences", licences === undefined ? [] : [licences], format),
    section("to be known", notices, format),
    section("not known", unreadInEither(found), format),
  ].filter((part) => part !== "");
  const seen = [sight.gains, sight.losses, sessions.gains, sessions.losses];
  const changes = [gains, losses, newcomers, leavers, ...seen];
  const nothing = changes.every(({ length }) => length === 0);
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

/** Names are from outside, and a pull request shows what they hold. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|!@]/g, "\\$&");
}
