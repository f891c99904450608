import { nameSome, printable } from "@quicksight-governance/core/aws";
import type { Dark } from "@quicksight-governance/core/keys/access";
import { output } from "./output.ts";

/** Names in one line; `--json` has all. */
const mostNamed = 10;

type Shown = Dark["dataSets"][number];

/** What is shown of it, in this order: a list, and what that is. */
const lists: readonly (readonly [keyof Dark, string])[] = [
  ["dataSets", "data sets in SPICE"],
  ["dataSources", "data sources, by their credentials"],
  ["directDataSets", "data sets that ask these directly"],
  ["dashboards", "dashboards"],
  ["analyses", "analyses"],
  ["topics", "topics"],
  ["reports", "reports and the like"],
  ["tenants", "tenants, by who may open these dashboards (folders are not looked into)"],
  ["stale", "data sets that open, and cannot be loaded any more"],
  ["others", "others who hold a grant on the key: disabling it takes it from them too"],
  ["unknown", "not known"],
];

/** Prints what is encrypted with a key, and what is built on it. */
export function printDark(dark: Dark): void {
  const { isRegistered, isDefault } = dark;
  if (isRegistered === false) {
    output.print("  it is not registered with QuickSight");
  }
  if (isDefault === true) {
    output.print(
      "  it is the default key: while it is revoked, nothing new is loaded, and no data source with credentials is made",
    );
  }
  if (isDefault === false && dark.dataSets.length > 0) {
    output.print(
      "  it is not the default key: a full refresh, a scheduled one too, encrypts a data set anew with the default key, and so opens it; stop the refreshes of these data sets",
    );
  }
  for (const [name, what] of lists) {
    const names = namesOf(dark[name]);
    if (names.length === 0) continue;
    output.print(`  ${what} (${names.length}): ${nameSome(names, mostNamed)}`);
  }
}

function namesOf(list: Dark[keyof Dark]): string[] {
  if (!Array.isArray(list)) return [];
  return (list as readonly (string | Shown | Dark["tenants"][number])[]).map((one) => {
    if (typeof one === "string") return printable(one);
    if ("namespace" in one) {
      const { namespace, dashboards } = one;
      return `${printable(namespace)} (${dashboards} ${dashboards === 1 ? "dashboard" : "dashboards"})`;
    }
    return printable(one.name === "" ? one.id : one.name);
  });
}
