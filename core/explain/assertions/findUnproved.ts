import { describeAsset } from "../../assets/asset.ts";
import { assetKinds } from "../../assets/assetKinds.ts";
import type { KindTable } from "../../assets/kindRow.ts";
import { rowOf } from "../../assets/rowOf.ts";
import { nameFew } from "../../reconcile/nameFew.ts";
import { keyOf } from "../findWays.ts";
import type { Snapshot, SnapshotAsset } from "../snapshot.ts";
import type { Assertion } from "./assertion.ts";
import { countsShown, foldable, neededKinds, showingKinds } from "./neededKinds.ts";

/** What an assertion is about and was not read: nobody knows whether it holds. */
export interface Unproved {
  readonly assertion: Assertion;
  /** What, and why: `dashboards in eu-west-1: AccessDeniedException …`. */
  readonly what: string;
}

/** True for an asset of which nobody knows who may open it. */
export const isUnread = ({ unreadable }: Pick<SnapshotAsset, "unreadable">): boolean =>
  unreadable !== undefined;

/**
 * Finds what an assertion hangs on that was not read: assets that it is about, kinds that may have more of them, and folders, as who may
 * open a folder may open what is in it.
 *
 * @param about    places of the assets that it is about
 * @param isBroken whether it does not hold by what was read. That somebody must be able to open something holds once a way is known.
 */
export function findUnproved(
  { assets, unknown }: Snapshot,
  assertion: Assertion,
  about: ReadonlySet<number>,
  isBroken: boolean,
): { readonly unproved: readonly Unproved[]; readonly unlisted: ReadonlySet<string> } {
  const { kind } = assertion;
  const kinds = neededKinds([assertion]);
  const throughFolders =
    (kind !== "always" || isBroken) && [...foldable, "folder"].some((one) => kinds.has(one));
  const hangsOn = (one: string) => kinds.has(one) || (one === "folder" && throughFolders);
  const data = new Set([...about].flatMap((place) => keyAt(assets, place)));
  const mayShow = ({ region, contentUnreadable, dataSets = [] }: SnapshotAsset) =>
    contentUnreadable !== undefined ||
    dataSets.some((id) => data.has(keyOf({ region, kind: "data-set", id })));
  const lost = unknown.map((text) => ({ text, kind: kindIn(text) }));
  const unread = assets.filter(
    (asset, place) =>
      (about.has(place) && isUnread(asset)) ||
      (asset.kind === "folder" && throughFolders && whyUnread(asset) !== "") ||
      (countsShown(assertion) &&
        showingKinds.includes(asset.kind) &&
        mayShow(asset) &&
        whyUnread(asset) !== ""),
  );
  const found = [
    ...lost.flatMap((one) => (one.kind === undefined || hangsOn(one.kind) ? [one.text] : [])),
    ...describeUnread(unread),
  ];
  return {
    unproved: found.map((one) => ({ assertion, what: one })),
    unlisted: new Set(lost.flatMap((one) => one.kind ?? [])),
  };
}

function keyAt(assets: readonly SnapshotAsset[], place: number): string[] {
  const asset = assets[place];
  return asset === undefined ? [] : [keyOf(asset)];
}

/** The kind that a text of `Snapshot.unknown` is about; undefined for one that is about something else, and so about everything. */
function kindIn(text: string): string | undefined {
  return Object.entries(assetKinds as KindTable).find(([, { label }]) =>
    text.startsWith(`${label[1]} in `),
  )?.[0];
}

/** One sentence for what has one reason: a right that is missing is missing for all of a kind. */
function describeUnread(unread: readonly SnapshotAsset[]): string[] {
  const groups = Map.groupBy(unread, (one) => `${one.kind} ${one.region} ${whyUnread(one)}`);
  return [...groups.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    const { kind, region } = first;
    const names = some.map(describeAsset);
    const which =
      names.length === 1
        ? (names[0] ?? "")
        : `${names.length} ${rowOf(assetKinds, kind).label[1]} (${nameFew(names)})`;
    return [`${which} in ${region}: ${whyUnread(first)}`];
  });
}

/** Of a folder, what is in it counts as well, and of what shows data, which. */
function whyUnread({ kind, unreadable, contentUnreadable }: SnapshotAsset): string {
  const hasContent = kind === "folder" || showingKinds.includes(kind);
  return unreadable ?? (hasContent ? contentUnreadable : undefined) ?? "";
}
