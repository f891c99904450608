import {
  paginateListDataSets,
  paginateListDataSources,
  type QuickSightClient,
} from "@aws-sdk/client-quicksight";
import { assetKinds } from "../assets/assetKinds.ts";
import { printable } from "../aws/printable.ts";
import { encryptedThing } from "./encryptedThing.ts";

/** What Amazon Q data is called among what a key encrypts. */
export const qDataUse = "Amazon Q data, which cannot be encrypted with another key";

/** What a key encrypts, by what ARNs call its kind, in the order in which it is named. */
const kinds: Readonly<Record<string, string>> = {
  dataset: "data set",
  datasource: "credentials of data source",
  ...Object.fromEntries(
    Object.entries(assetKinds)
      .filter(([kind]) => kind !== "data-set" && kind !== "data-source")
      .map(([kind, { label }]) => [kind, label[0]]),
  ),
};
const order = Object.keys(kinds);

/** An asset as a list has it. */
interface Listed {
  readonly Arn?: string | undefined;
  readonly Name?: string | undefined;
}

/**
 * Names what keys encrypt for people, by kind: `data set Sales (id …)`, `credentials of data source …`, `something else: …` of what no
 * kind of asset is. Names are listed once, and only of kinds that there are; those that nobody may list are left out.
 *
 * @param uses as `findKeyUses` found them
 * @returns by what was found, its name
 */
export async function nameUses(
  client: QuickSightClient,
  AwsAccountId: string,
  uses: Iterable<string>,
): Promise<Map<string, string>> {
  const all = [...new Set(uses)];
  const has = (kind: string) => all.some((use) => encryptedThing(use).kind === kind);
  const names = new Map<string | undefined, string | undefined>();
  const note = (listed: readonly Listed[] = []) => {
    for (const { Arn, Name } of listed) names.set(Arn, Name);
  };
  try {
    if (has("dataset")) {
      for await (const page of paginateListDataSets({ client }, { AwsAccountId })) {
        note(page.DataSetSummaries);
      }
    }
    if (has("datasource")) {
      for await (const page of paginateListDataSources({ client }, { AwsAccountId })) {
        note(page.DataSources);
      }
    }
  } catch {
    // Their ids tell them apart.
  }
  return new Map(all.sort(byKind).map((use) => [use, nameUse(use, names.get(use))]));
}

function nameUse(use: string, name: string | undefined): string {
  const { kind, id } = encryptedThing(use);
  const title = kinds[kind];
  if (title === undefined) return use === qDataUse ? use : `something else: ${printable(use)}`;
  return `${title} ${name === undefined ? "" : `${printable(name)} `}(id ${printable(id)})`;
}

/** The data sets first, then what is otherwise encrypted. */
function byKind(left: string, right: string): number {
  return rank(left) - rank(right) || left.localeCompare(right);
}

function rank(use: string): number {
  const found = order.indexOf(encryptedThing(use).kind);
  return found === -1 ? order.length : found;
}
