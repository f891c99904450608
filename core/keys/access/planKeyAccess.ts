import type { Journal, Plan } from "../../reconcile/subject.ts";
import {
  accessTagKey,
  isForeignTag,
  owedRecords,
  parseAccessTag,
  readHeld,
  settledHeld,
  wantedTag,
} from "./heldKey.ts";
import {
  type ActualKeyAccess,
  type DesiredKeyAccess,
  type HeldKey,
  keyIdOf,
  type KeyAccessStep,
  type Method,
  methods,
  nothingHeld,
  type Taken,
} from "./keyAccess.ts";
import { methodTable } from "./methodTable.ts";

/**
 * What revoking or restoring does to a key, in small steps that can be repeated.
 *
 * Restoring gives back what this program took, and nothing else: a key that somebody else disabled stays disabled, and is named. A
 * statement of ours is known by its Sid, whoever put it there. Revoked by one method, a key can be revoked by the other one as well.
 */
export function planKeyAccess(
  desired: DesiredKeyAccess,
  actual: ActualKeyAccess,
  journal: Journal,
): Plan<KeyAccessStep> {
  const { keyArn } = desired;
  const entry = journal[keyArn];
  const held = readHeld(entry, actual.tag);
  const { steps: changes, notices } =
    desired.access === "revoked"
      ? planRevoke(desired, actual, held)
      : planRestore(desired, actual, held);
  const owesRecord =
    owedRecords(held, actual).length > 0 || actual.tag !== expectedTag(desired, actual, held);
  const record: KeyAccessStep = { kind: "record", keyArn, reason: "who did it, when and why" };
  const steps = changes.length > 0 || owesRecord ? [...changes, record] : [];
  const isSettled =
    desired.access === "granted" && steps.length === 0 && Object.hasOwn(journal, keyArn);
  return {
    steps,
    notices,
    unchanged: steps.length === 0 ? 1 : 0,
    ...(isSettled ? { settled: [keyArn] } : {}),
  };
}

/** What our tag says once nothing is left to do. */
function expectedTag(
  { access }: DesiredKeyAccess,
  actual: ActualKeyAccess,
  held: HeldKey,
): string | undefined {
  return wantedTag(access === "granted" ? nothingHeld : settledHeld(held, actual), actual);
}

function planRevoke(
  { keyArn, method, reason }: DesiredKeyAccess,
  actual: ActualKeyAccess,
  held: HeldKey,
): { steps: KeyAccessStep[]; notices: string[] } {
  const { take, isInForce } = methodTable[method];
  const notices = describeHeld(actual, held);
  if (!isInForce(actual)) return { steps: [{ kind: take, keyArn, reason }], notices };
  if (method === "disable" && held.disable === undefined) {
    notices.push(
      `the key is ${actual.state} already, and not by this program: restoring will not enable it`,
    );
  }
  return { steps: [], notices };
}

function planRestore(
  { keyArn, reason }: DesiredKeyAccess,
  actual: ActualKeyAccess,
  held: HeldKey,
): { steps: KeyAccessStep[]; notices: string[] } {
  const notices = describeHeld(actual, held);
  const steps: KeyAccessStep[] = [];
  for (const method of methods) {
    const { isGone, giveBack } = methodTable[method];
    if (isGone(actual)) continue;
    // Statements are known by their Sids.
    const isOurs = method === "deny" || held[method] !== undefined;
    if (isOurs) steps.push({ kind: giveBack, keyArn, reason });
    else notices.push(explainClosed(keyArn, actual));
  }
  if (isForeignTag(actual.tag)) {
    notices.push(
      `its tag ${accessTagKey} is none that is written here, and stays: "${actual.tag ?? ""}". Where nobody needs it: aws kms untag-resource --key-id ${keyIdOf(keyArn)} --tag-keys ${accessTagKey}`,
    );
  }
  return { steps, notices };
}

/** Why a key is closed although nothing is left to give back, and how to open it. */
export function explainClosed(keyArn: string, { state }: ActualKeyAccess): string {
  return state === "Enabled"
    ? `the policy of ${keyArn} has statements again that deny it to QuickSight: somebody put them there meanwhile; run it again`
    : `the key is ${state}, and not by this program: it stays so. If whoever did that agrees: aws kms enable-key --key-id ${keyIdOf(keyArn)}`;
}

/** What a person should know before they give back what the journal alone tells of. */
const untagged =
  "the bucket says so, and the key has no tag of it: where it was restored without the bucket since, it is closed by whoever closed it then";

/** What is held of a key, and what somebody did to it meanwhile. */
function describeHeld(actual: ActualKeyAccess, held: HeldKey): string[] {
  return methods.flatMap((method) => {
    const taken = held[method];
    if (taken === undefined) {
      return method === "deny" && actual.deny !== "absent"
        ? ["its policy has our statements, and nothing here says who put them there"]
        : [];
    }
    const { isInForce, undone } = methodTable[method];
    if (isInForce(actual)) {
      const isTagged = !taken.done || parseAccessTag(actual.tag)[method] !== undefined;
      return [`revoked by ${describeTaken(method, taken)}${isTagged ? "" : `; ${untagged}`}`];
    }
    const isReturning = held.pending.some(
      (record) => record.access === "granted" && record.method === method,
    );
    return taken.done && !isReturning
      ? [`it was revoked by ${describeTaken(method, taken)}; since then ${undone(actual)}`]
      : [];
  });
}

/** `disable, 2026-01-31T09:00:00.000Z, by arn:…: the reason`. */
export function describeTaken(method: Method, { at, by, reason }: Taken): string {
  return `${method}, ${at}, by ${by}: ${reason}`;
}
