import type { Asset } from "../assets/asset.ts";
import type { Level } from "../assets/kindRow.ts";
import { isHigher } from "./grant.ts";

/** One step on one asset, with its reason: `access names the dashboard`. */
export type AccessStep = ChangingStep | UnreadableStep | MemberStep;

/** One step for one group on one asset. */
export type ChangingStep = {
  readonly asset: Asset;
  /** Its name in the settings, or what stands for everybody of the namespace. */
  readonly group: string;
  readonly reason: string;
} & (
  | { readonly kind: "grant"; readonly level: Level }
  | {
      readonly kind: "change";
      readonly from: Level;
      /** The whole set of this level is granted. */
      readonly to: Level;
      /** The actions that go; none unless the level gets lower. */
      readonly surplus: readonly string[];
    }
  | { readonly kind: "revoke"; readonly level: Level; readonly actions: readonly string[] }
);

/** An asset that access names, whose grants are not known: the step fails, so that the run is not taken for whole. */
export interface UnreadableStep {
  readonly kind: "unreadable";
  readonly asset: Asset;
  readonly reason: string;
  /** Why its permissions cannot be read. */
  readonly error: string;
}

/** One asset that is put into a folder, which opens it to everybody of the folder and of those above, or taken out of it. */
export interface MemberStep {
  readonly kind: "addMember" | "removeMember";
  readonly asset: Asset;
  readonly folder: { readonly id: string; readonly name: string };
  /** To whom the folder opens it, a line each: `critical (viewer)`. */
  readonly people: readonly string[];
  readonly reason: string;
}

/** The steps of one kind. */
export type StepOf<Kind extends AccessStep["kind"]> = Extract<AccessStep, { readonly kind: Kind }>;

/** True for a change to a level that gives less. */
export function isLowering(step: AccessStep): step is StepOf<"change"> {
  return step.kind === "change" && isHigher(step.from, step.to);
}

/** True for a step about what is in a folder. */
export function isMemberStep(step: AccessStep): step is MemberStep {
  return step.kind === "addMember" || step.kind === "removeMember";
}
