import { describeAsset } from "../assets/asset.ts";
import { clientOf } from "../assets/clientOf.ts";
import type { Subject, TakingStep } from "../reconcile/subject.ts";
import { accessRules, accessTallies } from "./accessRules.ts";
import { type ActualAccess, kindsOf } from "./actualAccess.ts";
import { changeAsset } from "./changeAsset.ts";
import { describeAccessStep, describeMemberStep } from "./describeAccessStep.ts";
import type { GovernedAccess } from "./governedAccess.ts";
import { planAccess } from "./planAccess.ts";
import { readAccess } from "./readAccess.ts";
import { foldersToRead } from "./folders/foldersToRead.ts";
import { readFolders } from "./folders/readFolders.ts";
import { untilClosed } from "./folders/untilClosed.ts";
import { type AccessStep, isMemberStep } from "./step.ts";
import { takenBy } from "./takenBy.ts";

/**
 * Levels in one phase, as the one call for an asset gives and takes: so nobody is between two levels, and nobody between two calls. What is
 * put into a folder is opened to those who are to have it only, and what changes folders is in the new one before it leaves the old one.
 */
const phases = ["change", "put", "take"] as const;

const phaseOf = ({ kind }: AccessStep): (typeof phases)[number] =>
  kind === "addMember" ? "put" : kind === "removeMember" ? "take" : "change";

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
  read: async (api, { scope, dataRegion, grants, former, folders }) => {
    if (folders !== undefined) {
      const client = clientOf(api.data, dataRegion);
      return readFolders(client, scope, ...foldersToRead(folders, former));
    }
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
    addMember: row(describeMemberStep),
    removeMember: row(describeMemberStep),
  },
  bundle: changeAsset,
  phases,
  phaseOf,
  takes: takenBy,
  needsJournal: () => false,
  dependencies: untilClosed,
  identify: ({ scope, dataRegion, guard }) => ({ scope, dataRegion, guard }),
  verbatim: (step) => {
    const { kind, asset } = step;
    const on = `${asset.kind} ${asset.id}`;
    if (kind === "unreadable") return { kind, on };
    if (isMemberStep(step)) return { kind, on, folder: step.folder.id };
    const { group } = step;
    if (kind === "change") return { kind, on, group, from: step.from, to: step.to };
    return { kind, on, group, level: step.level };
  },
  placeOf: ({ scope }) => `namespace ${scope.namespace}`,
  namespaceOf: ({ scope }) => scope.namespace,
};

/**
 * The folders of a tenant, their groups and what is in them: the same as access, of these folders alone. By another name, so that what the
 * two take in a day is counted apart; with the same lock.
 */
export const foldersSubject: typeof accessSubject = { ...accessSubject, name: "folders" };
