import { assetKinds } from "../../assets/assetKinds.ts";
import type { KindTable } from "../../assets/kindRow.ts";
import type { Assertion } from "./assertion.ts";

/** What shows people data sets: kinds that have content, besides data sets themselves. */
export const showingKinds: readonly string[] = Object.entries(assetKinds as KindTable).flatMap(
  ([kind, { content }]) => (content === undefined || kind === "data-set" ? [] : [kind]),
);

/**
 * Whether it counts for an assertion what shows a data set to whom: where it is about rows and columns, and where some may never open a data
 * set, or only some may. Nobody needs a right to a data set to view a dashboard on it (user guide, "Sharing dashboards"). What people must
 * always open, and who owns what, is about the data set itself.
 */
export function countsShown({ kind, level, what, sight }: ShownClaim): boolean {
  const isKeptFrom = kind !== "always" && level === "viewer";
  return sight !== undefined || (isKeptFrom && what.assets.some((one) => one.kind === "data-set"));
}

type ShownClaim = Pick<Assertion, "kind" | "level" | "what" | "sight">;

/**
 * The kinds that assertions are about: all, where one is about every asset, or about what people of a tenant can open; and those that show
 * data, where that counts.
 */
export function neededKinds(assertions: readonly ShownClaim[]): ReadonlySet<string> {
  const isAny = assertions.some(({ what }) => what.all || what.tenants.length > 0);
  return new Set(
    isAny
      ? Object.keys(assetKinds)
      : assertions.flatMap((one) => [
          ...one.what.assets.map(({ kind }) => kind),
          ...(countsShown(one) ? showingKinds : []),
        ]),
  );
}

/** What can be in a folder (API model, `MemberType`), besides folders. */
export const foldable: readonly string[] = [
  "dashboard",
  "analysis",
  "data-set",
  "data-source",
  "topic",
];
