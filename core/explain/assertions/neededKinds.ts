import { assetKinds } from "../../assets/assetKinds.ts";
import type { KindTable } from "../../assets/kindRow.ts";
import type { Assertion } from "./assertion.ts";

/** What shows people data sets: kinds that have content, besides data sets themselves. */
export const showingKinds: readonly string[] = Object.entries(assetKinds as KindTable).flatMap(
  ([kind, { content }]) => (content === undefined || kind === "data-set" ? [] : [kind]),
);

/**
 * The kinds that assertions are about: all, where one is about every asset, or about what people of a tenant can open; and with rows and
 * columns also those that show them.
 */
export function neededKinds(
  assertions: readonly Pick<Assertion, "what" | "sight">[],
): ReadonlySet<string> {
  const isAny = assertions.some(({ what }) => what.all || what.tenants.length > 0);
  return new Set(
    isAny
      ? Object.keys(assetKinds)
      : assertions.flatMap(({ what, sight }) => [
          ...what.assets.map(({ kind }) => kind),
          ...(sight === undefined ? [] : showingKinds),
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
