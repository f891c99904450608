import { assetKinds } from "../assets/assetKinds.ts";
import { rowOf } from "../assets/rowOf.ts";
import { showText } from "../settings/showText.ts";
import { closestNames } from "./closestNames.ts";

/** What is wrong with a name or id that no asset of a kind has, with the names most like it. */
export function describeUnknown(kind: string, reference: string, names: Iterable<string>): string {
  const [one] = rowOf(assetKinds, kind).label;
  const closest = closestNames(reference, names).map(showText);
  return closest.length === 0
    ? `no ${one} ${showText(reference)}, and no other in this Region; create it first`
    : `no ${one} has the name or id ${showText(reference)} (closest: ${closest.join(", ")}); correct it, or create the ${one} first`;
}
