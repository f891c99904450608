import { dayOf } from "../../aws/dayOf.ts";
import type { Standing } from "../../aws/standing.ts";

/** How often KMS rotates one key on demand (API reference of RotateKeyOnDemand; it was 10 until 2025). */
export const mostRotations = 25;

/** What KMS tells of the material of a key. */
export interface RotationFacts {
  readonly madeAt: Date;
  /** When rotations were done, automatic ones and those on demand. */
  readonly rotatedAt: readonly Date[];
  /** How many of them were on demand. */
  readonly onDemand: number;
  /** When one on demand was begun that is not done yet. */
  readonly underWaySince?: Date | undefined;
  /** Who made the material: `AWS_KMS`, which rotates only its own. */
  readonly origin: string;
  /** True: a replica of a key of several Regions, which is rotated with the primary one. */
  readonly isReplica: boolean;
}

const wantedForm = /^rotated since (\d{4}-\d{2}-\d{2})$/;

/** How a key should stand: with material of that day or later, in UTC. */
export function wantedRotation(day: string): string {
  return `rotated since ${day}`;
}

/** Where the rotation of a key stands. A key that was made on that day or later needs none. */
export function judgeRotation(wanted: string, facts: RotationFacts): Standing {
  const [, day = ""] = wantedForm.exec(wanted) ?? [];
  const { madeAt, rotatedAt, underWaySince } = facts;
  if ([madeAt, ...rotatedAt].some((date) => dayOf(date) >= day)) {
    return { is: "done", text: wanted, mark: "" };
  }
  if (underWaySince !== undefined) {
    return { is: "running", text: `under way since ${underWaySince.toISOString()}`, mark: "" };
  }
  const last = rotatedAt.map(dayOf).sort().at(-1);
  const text = last === undefined ? `not since it was made on ${dayOf(madeAt)}` : `last on ${last}`;
  return {
    ...{ is: "wrong", text, mark: "" },
    problem: `the key is not rotated (${text}); run it again`,
    // A rotation that a run began which was killed is not always shown at once: a second one would be of no use.
    mayBeFollowed: true,
  };
}
