import type { GovernancePolicy } from "../support/governancePolicy.ts";
import type { Found } from "./readViolations.ts";

/** The most lines of a table: a summary of a job is cut at 1 MiB. */
const lineLimit = 500;

/** What policies said, as Markdown for the summary of a job: what stops the run first, then the rest. */
export function toSummary(
  found: readonly Found[],
  policies: readonly GovernancePolicy[],
  stack: string,
): string {
  const mandatory = found.filter(({ level }) => level === "mandatory");
  const others = found.filter(({ level }) => level !== "mandatory");
  const head =
    mandatory.length === 0
      ? `## ${stack}: policies pass\n`
      : `## ${stack}: ${mandatory.length} violation${mandatory.length === 1 ? "" : "s"}\n`;
  return [
    head,
    ...table("Refused", mandatory, policies),
    ...table("To know", others, policies),
  ].join("\n");
}

function table(
  title: string,
  found: readonly Found[],
  policies: readonly GovernancePolicy[],
): readonly string[] {
  if (found.length === 0) return [];
  const rows = found.slice(0, lineLimit).map(({ policy, urn, message }) => {
    const known = policies.find(({ name }) => name === policy);
    const name = known === undefined ? policy : `[${policy}](${known.url})`;
    return `| ${[name, urn?.split("::").at(-2) ?? "the stack", message].map(cell).join(" | ")} |`;
  });
  const more = found.length - rows.length;
  return [
    `### ${title}\n`,
    "| Policy | Type | What was found, and what to do |",
    "| --- | --- | --- |",
    ...rows,
    ...(more > 0 ? [`\n${more} more are in the log.`] : []),
    "",
  ];
}

/** Text of a cell: what a resource's name or value holds cannot leave it, nor become a link, a picture or HTML. */
function cell(text: string): string {
  if (/^\[[a-z-]+\]\(https:\/\/[^)]+\)$/.test(text)) return text;
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[&<>]/g, (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[one] ?? one)
    .replaceAll(/[\\`*_[\]|!@#~]/g, (one) => `\\${one}`);
}
