import { assetKinds } from "../../assets/assetKinds.ts";
import type { Assertion } from "./assertion.ts";

/** The kinds that assertions are about: all, where one is about every asset, or about what people of a tenant can open. */
export function neededKinds(assertions: readonly Pick<Assertion, "what">[]): ReadonlySet<string> {
  const isAny = assertions.some(({ what }) => what.all || what.tenants.length > 0);
  return new Set(
    isAny
      ? Object.keys(assetKinds)
      : assertions.flatMap(({ what }) => what.assets.map(({ kind }) => kind)),
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
