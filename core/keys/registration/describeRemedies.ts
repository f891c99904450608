import { kindOfUse, qDataUse } from "./useKinds.ts";

/** What brings things under another key, by what they are: for one and for several. */
const remedies = {
  dataset: {
    one: "data set: load it in full",
    several: "data sets: load them in full",
    more: " (pulumi up does, unless account.reencryption says otherwise)",
  },
  datasource: {
    one: "data source: enter its credentials again, or give it a secret",
    several: "data sources: enter their credentials again, or give them secrets",
    more: "",
  },
  qData: {
    one: "Amazon Q data: keep the key registered, as that cannot be brought under another",
    several: "Amazon Q data: keep the key registered, as that cannot be brought under another",
    more: "",
  },
  other: {
    one: "other: wait until QuickSight gives it up, as no call encrypts it anew",
    several:
      "others, such as reports: wait until QuickSight gives them up, as no call encrypts them anew",
    more: "",
  },
} as const;

type Kind = keyof typeof remedies;

/**
 * Says of each kind of what a key encrypts how it comes under another: `2 data sets: load them in full …, 1 other: wait …`.
 *
 * @param uses as `nameUses` names them, or ARNs where it did not
 */
export function describeRemedies(uses: readonly string[]): string {
  const byKind = Map.groupBy(uses, kindOf);
  return (Object.keys(remedies) as Kind[])
    .flatMap((kind) => {
      const count = byKind.get(kind)?.length ?? 0;
      const { one, several, more } = remedies[kind];
      return count === 0 ? [] : [`${count} ${count === 1 ? one : several}${more}`];
    })
    .join(", ");
}

function kindOf(use: string): Kind {
  if (use === qDataUse) return "qData";
  const kind = kindOfUse(use);
  return kind === "dataset" || kind === "datasource" ? kind : "other";
}
