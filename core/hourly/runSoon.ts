import { createHash } from "node:crypto";

/** A run that an event asks for, as a schedule that fires once. */
export interface SoonRun {
  /** The same for all events about a tenant within a minute, so that they are one run. */
  readonly name: string;
  /** `at(2026-11-30T10:02:00)`, UTC. */
  readonly expression: string;
}

/** What the names of these schedules begin with. */
export const soonPrefix = "qs-gc-soon-";

/** How long an event waits at least for others, in milliseconds: uploads come in parts, and changes in rows. */
const settleMs = 30_000;
const minuteMs = 60_000;

/**
 * When a tenant is governed because of an event: at the first full minute that is half a minute away. All events of a tenant that wait for the same
 * minute are one run, and each run reads what was there after the last of them: none is lost, and none runs twice.
 *
 * Names of schedules have 64 characters (API reference of CreateSchedule), so that of a namespace its beginning and a hash are there.
 */
export function runSoon(namespace: string, now: Date): SoonRun {
  const at = new Date(Math.ceil((now.getTime() + settleMs) / minuteMs) * minuteMs).toISOString();
  const hash = createHash("sha256").update(namespace).digest("hex").slice(0, 8);
  const minute = at.slice(0, 16).replaceAll(/[-:]/g, "");
  return {
    name: `${soonPrefix}${namespace.slice(0, 20)}-${hash}-${minute}`,
    expression: `at(${at.slice(0, 19)})`,
  };
}
