import { describeAsset } from "../../assets/asset.ts";
import { nameFew } from "../../reconcile/nameFew.ts";
import type { Guarded } from "../../reconcile/subject.ts";
import type { Rule, Situation } from "../../reconcile/rule.ts";
import { describeLimits, limitOf, timesSeveral } from "../../settings/limits.ts";
import { countSeeingMore } from "./countSeeingMore.ts";
import type { ActualData, GovernedData } from "./declaredAsset.ts";
import { describeDataStep, describeOpening, nameOpened, verbatimDataStep } from "./describeDataStep.ts";
import type { DataStep, Opened } from "./planTakings.ts";

type DataRule = Rule<GovernedData, ActualData, DataStep>;
type DataSituation = Situation<GovernedData, ActualData, DataStep>;
type OfKind<Kind extends DataStep["kind"]> = Extract<DataStep, { readonly kind: Kind }>;

function ofKind<Kind extends DataStep["kind"]>(
  { plan }: DataSituation,
  ...kinds: readonly Kind[]
): OfKind<Kind>[] {
  const isOf = (step: DataStep): step is OfKind<Kind> =>
    (kinds as readonly string[]).includes(step.kind);
  return plan.steps.filter(isOf);
}

/** Anything at all is asked about: a set that is open for an hour has been read. */
const limit = () => 0;

/** A rule that asks about everything of some kinds that would be opened, in a sentence for each data set. */
function asksAbout(name: string, setting: string, ...kinds: readonly Opened["kind"][]): DataRule {
  return {
    name,
    counts: (situation) =>
      [...Map.groupBy(ofKind(situation, ...kinds), nameOpened)].map(([subject, steps]) => {
        const { length: count } = steps;
        return { subject, count, of: count, names: steps.map(describeOpening) };
      }),
    limit,
    say: ({ subject, names = [] }) => `${subject}: ${nameFew(names)}; the limit is 0 (${setting})`,
  };
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
  asksAbout("rows-opened", "rowRules", "open-rows"),
  asksAbout("tags-opened", "tagRules", "open-tag"),
  asksAbout("columns-opened", "columnRules, labels", "open-column"),
  asksAbout("owners-past-rules", "owners, or access with all", "exempt", "reach"),
  {
    name: "seen-by-more",
    counts: (situation) => {
      const { people } = situation.desired;
      const steps = Map.groupBy(ofKind(situation, "widen-rows", "widen-column"), ({ asset }) => asset);
      return [...steps].map(([asset, widened]) => ({
        subject: describeAsset(asset),
        count: countSeeingMore(widened, people),
        of: people.length,
      }));
    },
    limit: ({ guard }, of) => limitOf(of, timesSeveral(guard.promotions)),
    say: ({ subject, count, of, limit: most }, { guard }) =>
      `${subject}: ${count} of ${of} people would see rows or columns that they do not see now; the limit is ${most} (guard.promotions: ${describeLimits(timesSeveral(guard.promotions))})`,
  },
];

const row = { describe: describeDataStep };

/**
 * What the data of a tenant may lose, and whom it may be shown. Its data sources and data sets are native resources: the engine would
 * delete what somebody else's dashboard needs, and take rules off, without a word. More rows or columns for a group are everyday work,
 * like a grant, and asked about only where they reach many people, or nothing limits them.
 */
export const dataGuard: Guarded<GovernedData, ActualData, DataStep> = {
  name: "data",
  rules,
  steps: {
    ...{ remove: row, break: row, exempt: row, reach: row },
    ...{ "open-tag": row, "open-rows": row, "widen-rows": row, "open-column": row, "widen-column": row },
  },
  takes: (step) => [describeDataStep(step)],
  needsJournal: () => false,
  identify: ({ accountId, namespace, naming: { groupPrefix, groupNames = {} } }) => {
    const names = Object.entries(groupNames).sort(([a], [b]) => (a < b ? -1 : 1));
    return { accountId, namespace, groupPrefix, names };
  },
  verbatim: verbatimDataStep,
  placeOf: ({ namespace }) => `namespace ${namespace}`,
};
