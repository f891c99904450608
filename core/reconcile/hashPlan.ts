import { createHash } from "node:crypto";
import type { Finding } from "./rule.ts";

/** How long an approval holds, in hours: its hash names the hour, so that it ends by itself, also where nothing is kept. */
export const approvalHours = 24;

const hourMs = 3_600_000;

/** What a person approves. */
export interface Approvable {
  /** The name of the subject. */
  readonly subject: string;
  /** Whose plan it is, and under which settings. */
  readonly scope: unknown;
  /** Every step, verbatim. */
  readonly steps: readonly unknown[];
  /** The rules that refuse it, each with what it is about. */
  readonly findings: readonly Pick<Finding, "rule" | "subject" | "names">[];
}

/** The hashes of a plan: the one that approves it now, and the approval among those that were given. */
export interface PlanHashes {
  /** Twelve hexadecimal digits, to be printed. */
  readonly hash: string;
  /** The given hash that approves this plan; absent when none does. */
  readonly approval?: string;
  /** True when one was given that approved this plan once, and was used up. */
  readonly isUsedUp: boolean;
}

/**
 * The hash that stands for exactly this plan and for what speaks against it. Numbers that other runs change (how many of how
 * many) do not count; names, steps and settings do, to the letter.
 *
 * It names the hour and holds for {@link approvalHours} hours. A plan that was approved and comes again gets another one.
 *
 * @param given hashes that a person gave
 * @param used  hashes that runs have used up
 * @param now   milliseconds since 1970
 */
export function hashPlan(
  plan: Approvable,
  given: readonly string[],
  used: readonly string[],
  now: number,
): PlanHashes {
  const digest = digestOf(plan);
  const hour = Math.floor(now / hourMs);
  const hashesOf = (round: number) =>
    Array.from({ length: approvalHours + 1 }, (_, age) => inHour(digest, hour - age, round));
  let isUsedUp = false;
  for (let round = 0; ; round += 1) {
    const hashes = hashesOf(round);
    if (hashes.some((hash) => used.includes(hash))) {
      isUsedUp ||= hashes.some((hash) => given.includes(hash));
      continue;
    }
    const approval = given.find((hash) => hashes.includes(hash));
    const [hash = ""] = hashes;
    return approval === undefined ? { hash, isUsedUp } : { hash, approval, isUsedUp: false };
  }
}

function digestOf({ subject, scope, steps, findings }: Approvable): string {
  const rules = findings
    .map(({ rule, subject: about, names = [] }) => JSON.stringify([rule, about, [...names].sort()]))
    .sort();
  return sha256(JSON.stringify([subject, scope, steps, rules]));
}

function inHour(digest: string, hour: number, round: number): string {
  return sha256([digest, hour, round].join(" ")).slice(0, 12);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
