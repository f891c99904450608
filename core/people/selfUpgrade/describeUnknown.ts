import type { GovernedNamespace } from "../governedNamespace.ts";
import type { ActualNamespace } from "../readNamespace.ts";
import { isKnown } from "./isKnown.ts";

/** What QuickSight refuses to say of self-upgrade, what is not so therefore, and what to do; a sentence each. */
export function describeUnknown(
  { selfUpgrade, scope: { namespace } }: Pick<GovernedNamespace, "selfUpgrade" | "scope">,
  { selfUpgrades }: Pick<ActualNamespace, "selfUpgrades">,
): string[] {
  if (selfUpgrades === undefined) return [];
  const { door, requests } = selfUpgrades;
  const unprotected = `whether people of namespace ${namespace} may raise their own role is not known, and nothing keeps them from it`;
  const act = selfUpgrade === "adopt" ? "raised or asks to raise" : "asks to raise";
  const unseen = `who of namespace ${namespace} ${act} their own role is not known`;
  // What people raised is kept by the requests alone.
  const isOpen = selfUpgrade === "deny" && typeof door === "object";
  return [
    ...(isOpen ? [`${unprotected} (${door.why}); ${door.remedy}`] : []),
    ...(isKnown(requests) ? [] : [`${unseen} (${requests.why}); ${requests.remedy}`]),
  ];
}
