import { parseNamespaceArn } from "@quicksight-governance/core/aws";
import {
  type AnyStep,
  consider,
  emptyLedger,
  type Ledger,
  readApprovals,
  readLedger,
  type Situation,
  type Subject,
} from "@quicksight-governance/core/reconcile";
import type { ProviderContext } from "./stored.ts";

/** Whose lock carries the ledger, as the state of a resource says it. */
export interface LedgerPlace {
  readonly namespaceArn: string;
  readonly dataRegion: string;
  /** Empty: there is none. */
  readonly lockBucket: string;
}

/**
 * Why the guard refuses a plan during a preview; undefined when it does not. It knows what runs of the last day have taken and
 * which approvals they used up, so that it refuses what the update would refuse, and its hash approves the update.
 *
 * @param isShown see `Judging.isShown`
 */
export async function judgeInPreview<Desired, Actual, Step extends AnyStep>(
  subject: Subject<Desired, Actual, Step>,
  situation: Situation<Desired, Actual, Step>,
  place: LedgerPlace,
  context: ProviderContext,
  isShown?: (line: string) => boolean,
): Promise<string | undefined> {
  if (situation.plan.steps.length === 0) return undefined;
  const ledger = await readLedgerWherePossible(place, context);
  const approvals = readApprovals(context.environment);
  return consider(subject, situation, ledger, { approvals, isShown }).verdict.refusal;
}

/** Whoever reviews a change need not be allowed to read the bucket: the update asks again. */
async function readLedgerWherePossible(
  { namespaceArn, dataRegion: region, lockBucket: bucket }: LedgerPlace,
  { profile }: ProviderContext,
): Promise<Ledger | undefined> {
  if (bucket === "") return undefined;
  const { namespace } = parseNamespaceArn(namespaceArn);
  return readLedger({ bucket, namespace, region, profile }).catch(() => emptyLedger);
}
