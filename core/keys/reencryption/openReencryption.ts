import pLimit from "p-limit";
import { clientOf } from "../../assets/clientOf.ts";
import { accountLock } from "../../reconcile/index.ts";
import type { Subject } from "../../reconcile/subject.ts";
import type { ActualReencryption, GovernedReencryption } from "./governedReencryption.ts";
import { holdWhileClosed } from "./holdWhileClosed.ts";
import { lookUp } from "./lookUp.ts";
import { planReencryption } from "./planReencryption.ts";
import { type KeyReaders, readReencryption } from "./readReencryption.ts";
import type { ReencryptionStep } from "./reencryptionStep.ts";
import { reencryptionSteps } from "./reencryptionSteps.ts";

/** What a re-encryption has of its caller. */
export interface ReencryptionOptions extends KeyReaders {
  /** Loads under way at once, 1 or more. */
  readonly parallel: number;
}

/** The subject `reencryption`, for one run: everything in SPICE of an account and Region under its default key. */
export type Reencryption = Subject<GovernedReencryption, ActualReencryption, ReencryptionStep>;

/** What must not open is cancelled first. */
const phases = ["cancel", "adopt", "load"] as const;

/** Of kinds that are not a load. */
const phaseOfKind: Partial<Record<ReencryptionStep["kind"], (typeof phases)[number]>> = {
  cancel: "cancel",
  adopt: "adopt",
};

/** Kinds that load and write nothing, and so need nothing noted. */
const needNoNote: readonly ReencryptionStep["kind"][] = ["cancel", "mismatch", "closed"];

/**
 * Opens the subject for one run. It takes nothing: rows are replaced by those of now, which any refresh does, and a data source gets
 * what it has. So the guard has no rule for it, and only its preview says what it costs.
 */
export function openReencryption({ parallel, ...readers }: ReencryptionOptions): Reencryption {
  return {
    name: "reencryption",
    read: (api, desired) => readReencryption(clientOf(api.data, desired.region), desired, readers),
    plan: planReencryption,
    look: async (api, desired, actual, plan) => {
      const looked = await lookUp(clientOf(api.data, desired.region), desired, plan);
      return holdWhileClosed(desired, actual, looked);
    },
    rules: [],
    steps: reencryptionSteps(pLimit(parallel), readers.findClosed),
    phases,
    phaseOf: ({ kind }) => phaseOfKind[kind] ?? "load",
    takes: () => [],
    needsJournal: () => false,
    dependencies: () => {
      let isNotAdopted = false;
      return {
        blocks: ({ kind }) =>
          isNotAdopted && !needNoNote.includes(kind)
            ? "nothing is loaded where it cannot be noted under which key"
            : undefined,
        succeeded: () => undefined,
        failed: ({ kind }) => {
          if (kind === "adopt") isNotAdopted = true;
        },
      };
    },
    identify: ({ accountId, region, defaultKey }) => ({ accountId, region, defaultKey }),
    verbatim: (step) => {
      switch (step.kind) {
        case "adopt":
          return { adopt: step.defaultKey };
        case "mismatch":
          return { mismatch: step.found };
        case "closed":
          return { closed: step.defaultKey };
        case "cancel":
          return { cancel: step.dataSet.arn };
        case "refresh":
          return { refresh: step.dataSet.arn };
        case "rewrite":
          return { rewrite: step.dataSource.arn };
      }
    },
    placeOf: ({ accountId, region }) => `account ${accountId} in ${region}`,
    namespaceOf: () => accountLock,
  };
}
