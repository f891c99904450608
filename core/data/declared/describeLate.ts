import { nameFew } from "../../reconcile/nameFew.ts";
import { describeSubject } from "../../settings/ruleSubject.ts";
import type { DeclaredAsset } from "./declaredAsset.ts";
import { findOpenings, type Opening } from "./findOpenings.ts";
import { describePart } from "./seenRows.ts";

/**
 * What people still see of a data set that the settings take from them, in words: `group pii still sees column salary`. Owners see
 * everything, and are not named.
 *
 * @param wanted as the settings have it
 * @param now    as the stack has it, and it stays for a while
 */
export function describeLate(wanted: DeclaredAsset, now: DeclaredAsset): string[] {
  const dropped = (now.columns ?? []).filter((column) => wanted.columns?.includes(column) === false);
  return [
    ...findOpenings(wanted, now).flatMap(describeOpening),
    ...dropped.map((column) => `column ${column} is still in it`),
  ];
}

function describeOpening(opening: Opening): string[] {
  const who =
    "group" in opening ? describeSubject(opening.group) : "everybody who may use it";
  switch (opening.kind) {
    case "open-tag":
      return [`sessions without a user still see rows that tag ${opening.tag} is to keep from them`];
    case "open-rows":
    case "widen-rows":
      return [
        opening.parts.length === 0
          ? `${who} still sees all rows`
          : `${who} still sees rows: ${nameFew(opening.parts.map(describePart))}`,
      ];
    case "open-column":
    case "widen-column":
      return [`${who} still sees column ${opening.column}`];
    case "exempt":
      return [];
  }
}
