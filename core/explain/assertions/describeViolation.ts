import { describeAsset } from "../../assets/asset.ts";
import { nameSome } from "../../aws/nameSome.ts";
import { printable } from "../../aws/printable.ts";
import type { NamedViolation } from "./nameViolations.ts";

/** How many people a violation names. */
const mostPeople = 10;

/** A violation as a sentence: which assertion, who, what they can open, by which path, what put them there, and why that must not be. */
export function describeViolation(violation: NamedViolation): string {
  const { assertion, kind, reason, people, group, asset, level, lines, source } = violation;
  const who = nameSome(people.map(printable), mostPeople);
  const what = describeAsset(asset);
  const through = violation.via.map(({ type, folder, link }) => {
    if (folder !== undefined) return `through folder ${folder}`;
    if (link === true) return "by its link";
    return type === "namespace" ? "as everybody of the namespace" : "";
  });
  const how = [
    group === undefined ? "" : `by group ${printable(group)}`,
    ...through,
    lines.length === 0
      ? ""
      : `line${lines.length === 1 ? "" : "s"} ${lines.join(", ")} of ${source ?? "the membership file"}`,
    ...(violation.entries ?? []),
  ].filter(Boolean);
  const path = how.length === 0 ? "" : `, ${[...new Set(how)].join(", ")}`;
  const said = {
    never: `${who} can open ${what} as ${level ?? ""}, and nobody of theirs may`,
    only: `${who} can open ${what} as ${level ?? ""}, and only others may`,
    always: `${who} cannot open ${what}, and must`,
  }[kind];
  return `${assertion}: ${said}${path} (${printable(reason)})`;
}
