import { nameFew } from "../../reconcile/nameFew.ts";
import { encryptedThing } from "../encryptedThing.ts";
import type { ActualReencryption, GovernedReencryption } from "./governedReencryption.ts";
import { mostNamed } from "./mostNamed.ts";

/** What stays under another key and no call brings under the default one: reports, and what was in SPICE. */
export function describeOthers(
  { defaultKey }: GovernedReencryption,
  { keys, dataSets }: ActualReencryption,
): string[] {
  const inSpice = new Set(dataSets.flatMap(({ arn, isInSpice }) => (isInSpice ? [arn] : [])));
  const found = new Map<string, string[]>();
  for (const [arn, held] of keys) {
    const { kind, id } = encryptedThing(arn);
    if (inSpice.has(arn) || kind === "datasource") continue;
    for (const key of held.filter((one) => one !== defaultKey)) {
      found.set(key, [...(found.get(key) ?? []), kind === "" ? id : `${kind} ${id}`]);
    }
  }
  return [...found].map(
    ([key, things]) =>
      `${key} also encrypts ${nameFew(things, mostNamed)}: no call encrypts these anew; the key must stay registered and enabled until QuickSight gives them up`,
  );
}
