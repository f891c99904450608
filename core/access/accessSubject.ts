import { describeAsset } from "../assets/asset.ts";
import { clientOf } from "../assets/clientOf.ts";
import type { Subject, TakingStep } from "../reconcile/subject.ts";
import { accessRules, accessTallies } from "./accessRules.ts";
import { type ActualAccess, kindsOf } from "./actualAccess.ts";
import { changeAsset } from "./changeAsset.ts";
import { describeAccessStep } from "./describeAccessStep.ts";
import type { GovernedAccess } from "./governedAccess.ts";
import { planAccess } from "./planAccess.ts";
import { readAccess } from "./readAccess.ts";
import type { AccessStep } from "./step.ts";
import { takenBy } from "./takenBy.ts";

const phase = "change";

/** A step by itself is a bundle of one. */
function row<Step extends AccessStep>(
  describe: (step: Step) => string,
): TakingStep<Step, GovernedAccess> {
  return {
    takes: (step) => takenBy(step).length > 0,
    describe,
    perform: (api, step, context) => changeAsset.perform(api, [step], context),
  };
}

/** What the groups of a namespace may open in one Region. */
export const accessSubject: Subject<GovernedAccess, ActualAccess, AccessStep> = {
  name: "access",
  read: async (api, { scope, dataRegion, grants, former }) => {
    if (grants.length === 0 && former.length === 0) return { assets: [], unreadable: [] };
    return readAccess(clientOf(api.data, dataRegion), scope, kindsOf(grants, former));
  },
  plan: planAccess,
  rules: accessRules,
  tallies: accessTallies,
  steps: {
    grant: row(describeAccessStep),
    change: row(describeAccessStep),
    revoke: row(describeAccessStep),
    unreadable: row(({ asset }) => `? ${describeAsset(asset)}`),
  },
  bundle: changeAsset,
  // One, as the one call for an asset gives and takes: so nobody is between two levels, and nobody between two calls.
  phases: [phase],
  phaseOf: () => phase,
  takes: takenBy,
  needsJournal: () => false,
  dependencies: () => ({
    blocks: () => undefined,
    succeeded: () => undefined,
    failed: () => undefined,
  }),
  identify: ({ scope, dataRegion, guard }) => ({ scope, dataRegion, guard }),
  verbatim: (step) => {
    const { kind, asset } = step;
    const on = `${asset.kind} ${asset.id}`;
    if (kind === "unreadable") return { kind, on };
    const { group } = step;
    if (kind === "change") return { kind, on, group, from: step.from, to: step.to };
    return { kind, on, group, level: step.level };
  },
  placeOf: ({ scope }) => `namespace ${scope.namespace}`,
  namespaceOf: ({ scope }) => scope.namespace,
};
