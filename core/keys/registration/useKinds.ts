import { assetKinds } from "../../assets/assetKinds.ts";
import { encryptedThing } from "../encryptedThing.ts";

/** What Amazon Q data is called among what a key encrypts. */
export const qDataUse = "Amazon Q data, which cannot be encrypted with another key";

/** Kinds that are named first. */
const first = ["dataset", "datasource"];

const ofAssets: readonly (readonly [string, string])[] = Object.entries(assetKinds).map(
  ([kind, row]) => {
    const [label] = row.label;
    // Of a data source only the credentials are kept.
    const title = kind === "data-source" ? `credentials of ${label}` : label;
    return ["resource" in row ? row.resource : kind, title];
  },
);

/** What things that a key encrypts are called for people, by what ARNs call their kind, in the order in which they are named. */
export const useTitles: ReadonlyMap<string, string> = new Map([
  ...ofAssets.filter(([resource]) => first.includes(resource)),
  ...ofAssets.filter(([resource]) => !first.includes(resource)),
]);

/**
 * What ARNs call the kind of something that a key encrypts; empty of what is no asset.
 *
 * @param use its ARN, or the name that `nameUses` gave it
 */
export function kindOfUse(use: string): string {
  const { kind } = encryptedThing(use);
  if (kind !== "") return kind;
  const [found = ""] = [...useTitles].find(([, title]) => use.startsWith(`${title} `)) ?? [];
  return found;
}
