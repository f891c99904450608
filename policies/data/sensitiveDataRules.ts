import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { matchesGlob } from "../support/matchesGlob.ts";
import { type ConfigOf, flag, texts } from "../support/setting.ts";
import { isObject, list } from "../things/plain.ts";
import type { Thing } from "../things/thing.ts";

const settings = {
  tags: texts("Tags that say how sensitive a data set is, whatever the case.", [
    "sensitivity",
    "classification",
    "data-classification",
  ]),
  values: texts("Values of these tags (with * and ?, whatever the case) that make it sensitive.", [
    "personal",
    "pii",
    "confidential",
    "highly*confidential",
    "restricted",
    "secret",
    "critical",
  ]),
  dataSets: texts("Ids of data sets (with * and ?) that are sensitive whatever their tags.", []),
  requireRowRules: flag("Whether a sensitive data set must have row rules.", true),
  requireColumnRules: flag("Whether a sensitive data set must have column rules.", true),
};

/** Sensitive data sets say who sees which rows and columns. Rules themselves are data sets as well, and have none. */
export const sensitiveDataRules = govern({
  name: "sensitive-data-rules",
  description: "A QuickSight data set that is tagged as sensitive has row rules and column rules.",
  why: "Without rules, whoever may open a dashboard on the data set sees every row and column of it.",
  severity: "high",
  topics: ["access", "data"],
  controls: [
    { framework: "SOC 2", control: "CC6.1" },
    { framework: "PCI DSS", control: "7.2.1" },
    { framework: "HIPAA", control: "164.312(a)(1)" },
  ],
  remediationSteps: "Give the data set rowRules and columnRules, or correct its tag.",
  url: "https://docs.aws.amazon.com/quicksight/latest/user/restrict-access-to-a-data-set-using-row-level-security.html",
  settings,
  each: {
    dataSet: (set, config, report) => {
      const { use, rowRules, rowTags, columnRules } = set.fields;
      if (use === "RLS_RULES") return;
      const because = whySensitive(set, config);
      if (because === undefined) return;
      const missing = [
        ...(config.requireRowRules && rowRules === undefined && rowTags === undefined
          ? ["row rules"]
          : []),
        ...(config.requireColumnRules && list(columnRules).length === 0 ? ["column rules"] : []),
      ];
      if (missing.length === 0) return;
      report(set, {
        wrong: `the data set is sensitive and has no ${missing.join(" and no ")}`,
        got: because,
        todo: "say who sees which rows and columns",
      });
    },
  },
});

function whySensitive({ fields }: Thing, config: ConfigOf<typeof settings>): string | undefined {
  const { id, tags } = fields;
  if (typeof id === "string" && config.dataSets.some((pattern) => matchesGlob(pattern, id))) {
    return `id ${id}`;
  }
  if (tags === undefined || !isObject(tags)) return undefined;
  const named = new Set(config.tags.map((tag) => tag.toLowerCase()));
  const found = Object.entries(tags).find(
    ([tag, value]) =>
      named.has(tag.toLowerCase()) &&
      typeof value === "string" &&
      config.values.some((pattern) => matchesGlob(pattern, value.trim())),
  );
  return found === undefined ? undefined : `tag ${found[0]} ${show(found[1])}`;
}
