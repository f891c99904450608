import type { Snapshot } from "../snapshot.ts";

/** The ARNs of groups and people whom some rule about rows or columns names. */
export function ruledPrincipals({ assets }: Pick<Snapshot, "assets">): ReadonlySet<string> {
  return new Set(
    assets.flatMap(({ protection }) => [
      ...(protection?.rows?.rules ?? []).map(({ principal }) => principal),
      ...(protection?.columnRules ?? []).flatMap(({ principals }) => principals),
    ]),
  );
}
