import { assetKinds } from "../assets/assetKinds.ts";
import type { Level } from "../assets/kindRow.ts";
import { printable } from "../aws/printable.ts";
import { type Grant, isAssetGrant, keyOfGrant } from "./grant.ts";

/** Fixed, so that a longer name elsewhere never rewrites the other lines; an id made by QuickSight has 36 characters. */
const groupWidth = 22;
const idWidth = 36;

/** How much of a grant on everything holds; only what is read from QuickSight has one, and only when it is not all. */
export interface Shortfall {
  readonly granted: number;
  readonly assets: number;
}

const kinds = Object.keys(assetKinds).join("|");

const linePattern = new RegExp(
  `^(?<group>.+?) +(?<level>viewer|contributor|owner) +(?:(?<kind>${kinds}) {2}(?<id>\\S+) +(?<name>\\S.*)|all(?: (?<every>${kinds}))?(?: \\(\\d+ of \\d+ assets\\))?)$`,
  "u",
);

/**
 * The grants as one text, a line per grant, sorted by group, with a group's `all` first and then its assets by name:
 * `critical                viewer  dashboard  <id>  Sales Results - Critical`, `bi-admin                owner   all`, and
 * `bi-admin                viewer  all topic`. `*` stands for everybody of the namespace.
 *
 * It is what `pulumi preview --diff` shows; see `formatRoster` for why it is one text.
 *
 * @param shortfalls by `keyOfGrant`: where an `all` does not hold on every asset, as ` all (12 of 14 assets)`
 */
export function formatAccess(
  grants: readonly Grant[],
  shortfalls: ReadonlyMap<string, Shortfall> = new Map(),
): string {
  return grants
    .map((grant) => ({ key: sortKey(grant), line: formatGrant(grant, shortfalls) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ line }) => line)
    .join("\n");
}

function formatGrant(grant: Grant, shortfalls: ReadonlyMap<string, Shortfall>): string {
  const start = `${grant.group.padEnd(groupWidth)}  ${grant.level.padEnd(6)}  `;
  if (isAssetGrant(grant)) {
    const { kind, id, name } = grant.asset;
    return `${start}${kind}  ${onOneWord(id).padEnd(idWidth)}  ${onOneLine(name)}`;
  }
  const all = grant.all === true ? "all" : `all ${grant.all}`;
  const shortfall = shortfalls.get(keyOfGrant(grant));
  if (shortfall === undefined) return `${start}${all}`;
  return `${start}${all} (${shortfall.granted} of ${shortfall.assets} assets)`;
}

/** Ids of data sets may hold anything (API model), and end at a space here. */
const onOneWord = (id: string) =>
  id.replaceAll(/[\s%]/gu, (character) => encodeURIComponent(character));

/** Names may hold anything, also line breaks; only the id decides what is meant. */
function onOneLine(name: string): string {
  return printable(name.replaceAll(/\s+/gu, " ")).trim() || "(no name)";
}

function sortKey(grant: Grant): string {
  const { group } = grant;
  if (!isAssetGrant(grant)) return [group, "", grant.all === true ? "" : grant.all].join("\n");
  const { kind, id, name } = grant.asset;
  return [group, onOneLine(name), id, kind].join("\n");
}

/** Reads what {@link formatAccess} wrote; shortfalls are left out. Throws on a line that it did not write. */
export function parseAccessText(text: string): Grant[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line): Grant => {
      const found = linePattern.exec(line)?.groups;
      if (found === undefined) {
        throw new Error(
          `not a line of access (got "${line}"); expected "group level kind id name" or "group level all"`,
        );
      }
      const { group = "", kind, id = "", name = "", every = true } = found;
      const level = found["level"] as Level;
      return kind === undefined
        ? { group, level, all: every }
        : { group, level, asset: { kind, id: decodeURIComponent(id), name } };
    });
}
