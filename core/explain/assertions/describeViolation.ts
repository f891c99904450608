import { describeAsset } from "../../assets/asset.ts";
import { nameSome } from "../../aws/nameSome.ts";
import { printable } from "../../aws/printable.ts";
import type { Way } from "../findWays.ts";
import { parsePrincipal } from "../principals.ts";
import type { NamedSight, NamedViolation } from "./nameViolations.ts";

/** How many people a violation names, and how many ways, lines' settings not counted. */
const mostPeople = 10;
const mostWays = 5;

/** A violation as a sentence: which assertion, who, what they can open, by which paths, what put them there, and why that must not be. */
export function describeViolation(violation: NamedViolation): string {
  const { assertion, kind, reason, people, asset, level, lines, source, lost = [] } = violation;
  const { sight } = violation;
  const who = nameSome(people.map(printable), mostPeople);
  const what = describeAsset(asset);
  const how = [
    ...describeThrough(violation),
    ...describeWays(violation.via),
    ...(sight === undefined ? [] : describePast(sight)),
    ...describeWays(lost).map((way) => `could ${way}`),
    ...(lines.length === 0
      ? []
      : [
          `line${lines.length === 1 ? "" : "s"} ${lines.join(", ")} of ${source ?? "the membership file"}`,
        ]),
    ...(violation.entries ?? []),
  ];
  const path = how.length === 0 ? "" : `, ${how.join(", ")}`;
  if (sight?.text !== undefined) {
    const seen = `${sight.text} of ${what}`;
    const said = {
      never: `${who} can see ${seen}, and nobody of theirs may`,
      only: `${who} can see ${seen}, and only others may`,
      always: `${who} cannot see ${seen}, and must`,
    }[kind];
    return `${assertion}: ${said}${path} (${printable(reason)})`;
  }
  const said = {
    never: `${who} can open ${what} as ${level ?? ""}, and nobody of theirs may`,
    only: `${who} can open ${what} as ${level ?? ""}, and only others may`,
    always: `${who} cannot open ${what}, and must`,
  }[kind];
  return `${assertion}: ${said}${path} (${printable(reason)})`;
}

/** What shows it to them, where that is not the data set itself. */
function describeThrough({ asset, sight, ...violation }: NamedViolation): string[] {
  const { through = [] } = sight ?? violation;
  const others = through.filter(({ kind, id }) => kind !== asset.kind || id !== asset.id);
  return others.length === 0 ? [] : [`through ${nameSome(others.map(describeAsset), mostWays)}`];
}

const pasts = {
  owner: "as owners see past rules",
  off: "as its rules are off",
  open: "as no rule limits its rows",
} as const;

function describePast({ past, rules }: NamedSight): string[] {
  return [
    ...(past === undefined ? [] : [pasts[past]]),
    ...(rules.length === 0 ? [] : [`by ${nameSome(rules, mostWays)}`]),
  ];
}

function describeWays(ways: readonly Way[]): string[] {
  const all = [...new Set(ways.map(describeWay))];
  if (all.length <= mostWays) return all;
  return [...all.slice(0, mostWays), `by ${all.length - mostWays} more ways`];
}

function describeWay({ principal, folder, link }: Way): string {
  const found = parsePrincipal(principal);
  const through = folder === undefined ? "" : ` through folder ${printable(folder)}`;
  const byLink = link === true ? " by its link" : "";
  if (found?.type === "group") return `by group ${printable(found.name)}${through}${byLink}`;
  if (found?.type === "namespace") return `as everybody of the namespace${through}${byLink}`;
  const shared = folder === undefined ? "it is" : `folder ${printable(folder)} is`;
  return `as ${shared} shared with them alone${byLink}`;
}
