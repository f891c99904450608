import { printable } from "../aws/printable.ts";
import type { Asset } from "../assets/asset.ts";
import type { Level } from "../assets/kindRow.ts";
import { levels } from "../assets/levelOf.ts";
import type { FolderMember } from "./folders/governedFolders.ts";
import { type Grant, isHigher, keyOfGrant, levelsOfAll } from "./grant.ts";
import { type AccessStep, isLowering } from "./step.ts";

/**
 * What a step takes, a line for each thing: `take critical off dashboard 2f1c… "Sales"`, `make critical viewer of …`. Empty for a
 * step that only gives.
 */
export function takenBy(step: AccessStep): readonly string[] {
  if (step.kind === "revoke") return [`${startOff(step.group)}${describeTaken(step.asset)}`];
  if (step.kind === "removeMember") {
    return [
      `${startOut({ folder: step.folder.id, asset: step.asset })}${printable(step.asset.name)}"`,
    ];
  }
  if (isLowering(step)) return [`${startTo(step.group, step.to)}${describeTaken(step.asset)}`];
  return [];
}

function startOff(group: string): string {
  return `take ${group} off `;
}

function startTo(group: string, level: Level): string {
  return `make ${group} ${level} of `;
}

/** Up to the name of the asset. */
function startOut({ folder, asset: { kind, id } }: FolderMember): string {
  return `take out of folder ${folder} ${addressOf(kind, id)}`;
}

/** True for a line of {@link takenBy} that whoever compares two texts of what is in folders has seen: the line of that asset goes. */
export function shownOutBetween(
  former: readonly FolderMember[],
  members: readonly FolderMember[],
): (line: string) => boolean {
  const now = new Set(members.map(startOut));
  const starts = former.map(startOut).filter((start) => !now.has(start));
  return (line) => starts.some((start) => line.startsWith(start));
}

function describeTaken({ kind, id, name }: Asset): string {
  return `${addressOf(kind, id)}${printable(name)}"`;
}

/** Up to the name, which may be another one in the text that a preview showed. */
function addressOf(kind: string, id: string): string {
  return `${kind} ${id} "`;
}

/**
 * True for a line of {@link takenBy} that whoever compares two texts of access has seen: the line of that group and asset goes or says
 * less, or an `all` of the group does.
 */
export function shownBetween(
  former: readonly Grant[],
  grants: readonly Grant[],
): (line: string) => boolean {
  const now = new Map(grants.map((grant) => [keyOfGrant(grant), grant.level]));
  const all = levelsOfAll(grants);
  const starts = former.flatMap((grant) => {
    const { group, level, asset, all: every } = grant;
    const kind = asset?.kind ?? (every === true ? undefined : every);
    const besides = kind === undefined ? undefined : all.get(group)?.get(kind);
    const left = now.get(keyOfGrant(grant)) ?? besides;
    if (!isHigher(level, left)) return [];
    const address =
      asset === undefined
        ? kind === undefined
          ? ""
          : `${kind} `
        : addressOf(asset.kind, asset.id);
    const lower = levels.filter((one) => isHigher(level, one));
    return [startOff(group), ...lower.map((one) => startTo(group, one))].map(
      (start) => start + address,
    );
  });
  return (line) => starts.some((start) => line.startsWith(start));
}
