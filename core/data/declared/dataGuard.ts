import { nameFew } from "../../reconcile/nameFew.ts";
import { describeAsset } from "../../assets/asset.ts";
import type { Guarded } from "../../reconcile/subject.ts";
import type { Rule, Situation } from "../../reconcile/rule.ts";
import type { ActualData, GovernedData } from "./declaredAsset.ts";
import type { DataStep } from "./planTakings.ts";

type DataRule = Rule<GovernedData, ActualData, DataStep>;
type DataSituation = Situation<GovernedData, ActualData, DataStep>;
type Opening = Exclude<DataStep, { readonly kind: "remove" }>;

function ofKind<Kind extends DataStep["kind"]>(
  { plan }: DataSituation,
  ...kinds: readonly Kind[]
): Extract<DataStep, { readonly kind: Kind }>[] {
  const isOf = (step: DataStep): step is Extract<DataStep, { readonly kind: Kind }> =>
    (kinds as readonly string[]).includes(step.kind);
  return plan.steps.filter(isOf);
}

/** Anything at all is asked about: a set that is open for an hour has been read. */
const limit = () => 0;

function opened(situation: DataSituation, ...kinds: readonly Opening["kind"][]) {
  return ofKind(situation, ...kinds).map((step) => ({
    subject: describeAsset(step.asset),
    count: 1,
    of: 1,
    names: [lineOf(step)],
  }));
}

const rules: readonly DataRule[] = [
  {
    name: "data-in-use",
    counts: (situation) =>
      ofKind(situation, "remove").map(({ asset, usedBy }) => ({
        subject: describeAsset(asset),
        count: usedBy.length,
        of: usedBy.length,
        names: usedBy.map(describeAsset),
      })),
    limit,
    say: ({ subject, count, names = [] }) =>
      `${subject} would go and ${count === 1 ? "1 asset uses" : `${count} assets use`} it (${nameFew(names)}); the limit is 0: they break for good, also when something of that name comes back, as its id is another. To rename it, keep its key in the settings and change its name, which is what people see`,
  },
  {
    name: "uses-unknown",
    counts: (situation) => {
      const count = ofKind(situation, "remove").length;
      const { unreadable } = situation.actual;
      const names = unreadable.map(({ asset, reason }) => `${describeAsset(asset)}: ${reason}`);
      return unreadable.length === 0 ? [] : [{ subject: "data", count, of: count, names }];
    },
    limit,
    say: ({ count, names = [] }) =>
      `${count === 1 ? "1 asset" : `${count} assets`} would go, and who uses ${count === 1 ? "it" : "them"} is not known for sure; the limit is 0: these cannot be looked at (${nameFew(names)})`,
  },
  {
    name: "rows-opened",
    counts: (situation) => opened(situation, "open-rows"),
    limit,
    say: ({ names = [] }) => `${names.join("; ")}; the limit is 0 (rowRules)`,
  },
  {
    name: "columns-opened",
    counts: (situation) => opened(situation, "open-columns"),
    limit,
    say: ({ names = [] }) => `${names.join("; ")}; the limit is 0 (columnRules)`,
  },
  {
    name: "owners-past-rules",
    counts: (situation) => opened(situation, "exempt"),
    limit,
    say: ({ names = [] }) => `${names.join("; ")}; the limit is 0 (owners, or access with all: owner)`,
  },
];

/**
 * What the data of a tenant may lose. Its data sources and data sets are native resources: the engine would delete what somebody
 * else's dashboard needs, and take rules off, without a word.
 */
export const dataGuard: Guarded<GovernedData, ActualData, DataStep> = {
  name: "data",
  rules,
  steps: {
    remove: { describe: lineOf },
    "open-rows": { describe: lineOf },
    "open-columns": { describe: lineOf },
    exempt: { describe: lineOf },
  },
  takes: (step) => [lineOf(step)],
  needsJournal: () => false,
  identify: ({ accountId, namespace }) => ({ accountId, namespace }),
  verbatim: lineOf,
  placeOf: ({ namespace }) => `namespace ${namespace}`,
};

function lineOf(step: DataStep): string {
  const asset = describeAsset(step.asset);
  switch (step.kind) {
    case "remove":
      return `- ${asset}`;
    case "open-rows":
      return step.to === undefined
        ? `${asset}: everybody who may use it would see all rows`
        : `${asset}: ${groupIn(step.to)} would see all rows`;
    case "open-columns":
      return `${asset}: everybody who may use it would see ${step.columns.join(", ")}`;
    case "exempt":
      return `${asset}: ${groupIn(step.group)} would own it, and so see all rows and columns`;
  }
}

/** The name at the end of a group's ARN, which may hold slashes: `arn:…:group/<namespace>/<name>`. */
function groupIn(arn: string): string {
  return `group ${arn.split("/").slice(2).join("/")}`;
}
