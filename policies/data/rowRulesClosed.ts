import { show } from "../support/formatViolation.ts";
import { govern, type Report } from "../support/govern.ts";
import { matchesGlob } from "../support/matchesGlob.ts";
import { type ConfigOf, texts } from "../support/setting.ts";
import { field, list, type Plain, texts as textsIn, undecided } from "../things/plain.ts";
import type { Thing } from "../things/thing.ts";

const settings = {
  readers: texts(
    "ARNs of groups (with * and ?) whose people only read: they never own a data set that has row rules.",
    ["*reader", "*readers", "*viewer", "*viewers"],
  ),
  owners: texts(
    "ARNs of groups (with * and ?) that may own a data set that has row rules, and so see every row. None: all but readers.",
    [],
  ),
};

type Config = ConfigOf<typeof settings>;

/** What only an owner may do: QuickSight shows owners every row. */
const owning = ["quicksight:UpdateDataSetPermissions", "quicksight:UpdateDataSet"];

/** Row rules hold: they are on, whoever is in none sees nothing, and only those who are meant to see past them. */
export const rowRulesClosed = govern({
  name: "row-rules-closed",
  description:
    "Row rules of a QuickSight data set are on, give rows instead of taking them, and are not passed by its owners.",
  why: "Rules that are off, or of the kind DENY_ACCESS, show every row to whoever is in no rule, and owners see every row whatever the rules say.",
  severity: "high",
  topics: ["access", "data"],
  controls: [
    { framework: "SOC 2", control: "CC6.1" },
    { framework: "PCI DSS", control: "7.2.1" },
  ],
  remediationSteps:
    "Set status ENABLED and permissionPolicy GRANT_ACCESS; grant the data set to readers as viewers.",
  url: "https://docs.aws.amazon.com/quicksight/latest/user/row-level-security.html",
  settings,
  together: (stack, config, report) => {
    const ruled = new Set<string>();
    for (const set of stack.of("dataSet")) {
      const rules = list(set.fields["rowRules"]);
      const tags = list(set.fields["rowTags"]);
      if (rules.length + tags.length > 0) ruled.add(set.urn);
      for (const one of rules) judgeRules(set, one, report);
      for (const one of tags) demand(set, "status", field(one, "status"), "ENABLED", report);
    }
    for (const share of stack.of("share")) {
      if (ruled.has(share.urn)) judgeOwner(share, config, report);
    }
  },
});

function judgeRules(set: Thing, rules: Plain, report: Report): void {
  demand(set, "status", field(rules, "status"), "ENABLED", report);
  demand(set, "permissionPolicy", field(rules, "permissionPolicy"), "GRANT_ACCESS", report);
}

function demand(set: Thing, name: string, value: Plain, wanted: string, report: Report): void {
  // Left out, the rules are on; and QuickSight takes none without a permissionPolicy.
  if (value === undefined || value === undecided || value === wanted) return;
  report(set, {
    wrong: "the row rules let everybody see every row, or whoever is in no rule",
    got: `${name} ${show(value)}`,
    todo: `set ${name} to ${wanted}`,
  });
}

function judgeOwner(share: Thing, { readers, owners }: Config, report: Report): void {
  const { principal, actions } = share.fields;
  if (typeof principal !== "string") return;
  const isOwner = textsIn(actions).some((pattern) =>
    owning.some((action) => matchesGlob(pattern, action)),
  );
  const matches = (patterns: readonly string[]) =>
    patterns.some((pattern) => matchesGlob(pattern, principal));
  if (!isOwner || (owners.length > 0 ? matches(owners) : !matches(readers))) return;
  report(share, {
    wrong: "an owner sees past the row rules",
    got: principal,
    todo: "make it a viewer, or add it to owners",
  });
}
