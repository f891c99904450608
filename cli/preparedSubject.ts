import type { AccessStep } from "@quicksight-governance/core/access";
import type { Api, Regions } from "@quicksight-governance/core/aws";
import type { PeopleStep } from "@quicksight-governance/core/people";
import {
  type Ledger,
  type Outcome,
  propose,
  run,
  type RunOptions,
  type Subject,
  type Verdict,
} from "@quicksight-governance/core/reconcile";
import { formatPlan, type PlanTable } from "./formatPlan.ts";
import { summarize } from "./summarize.ts";

/** A step of any subject that `qsgov` governs. */
export type GovernedStep = PeopleStep | AccessStep;

/** A plan with its verdict, and the lines that show it to a person. */
export interface ShownPlan {
  readonly verdict: Verdict<GovernedStep>;
  readonly lines: readonly string[];
}

/** What a subject is prepared from, besides what it should be. */
export interface SubjectInputs {
  readonly name: "people" | "access" | "folders";
  /** Heading of its section; absent: the one of the whole is enough. */
  readonly title?: string | undefined;
  /** Where its assets are, and its people. */
  readonly regions: Regions;
  /** Mistakes of its settings that leave all else to be done. */
  readonly mistakes: readonly string[];
  /** True when the settings say nothing of it, so that there is nothing to read, nothing to lock, and nothing to say. */
  readonly isIdle: boolean;
  /** See `RunOptions.meant`. */
  readonly meant?: readonly unknown[] | undefined;
}

/** A subject of one tenant, ready to be planned and to be run. */
export interface PreparedSubject extends SubjectInputs {
  /** What would be done; writes nothing. */
  readonly propose: (
    api: Api,
    options: Pick<RunOptions<never, never>, "approvals" | "expect">,
    ledger: Ledger | undefined,
  ) => Promise<ShownPlan>;
  /** Plan, guard, apply: see `run` of the core, also for what it throws. */
  readonly run: (options: SubjectRun) => Promise<{
    readonly outcome: Outcome<GovernedStep>;
    /** What came of it, in words; empty when there was nothing to do. */
    readonly summary: string;
  }>;
}

/** A run as the command line asks for it. */
export interface SubjectRun extends Omit<
  RunOptions<never, never>,
  "desired" | "regions" | "onPlan"
> {
  readonly onPlan: (plan: ShownPlan) => void;
}

/** Makes a subject ready: the one way from the command line to `propose` and `run`. */
export function prepareSubject<Desired, Actual, Step extends GovernedStep>(
  subject: Subject<Desired, Actual, Step>,
  desired: Desired,
  table: PlanTable<Step>,
  inputs: SubjectInputs,
): PreparedSubject {
  const show = (verdict: Verdict<Step>): ShownPlan => ({
    verdict,
    lines: formatPlan(table, verdict.plan),
  });
  return {
    ...inputs,
    propose: async (api, options, ledger) =>
      show((await propose(subject, api, { ...options, desired }, ledger)).verdict),
    run: async ({ onPlan, ...options }) => {
      const outcome = await run(subject, {
        ...options,
        ...(inputs.isIdle ? { lock: undefined } : {}),
        desired,
        meant: inputs.meant,
        regions: inputs.regions,
        onPlan: (verdict) => {
          onPlan(show(verdict));
        },
      });
      return { outcome, summary: summarize(subject, subject.namespaceOf(desired), outcome) };
    },
  };
}
