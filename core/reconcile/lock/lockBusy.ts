import { describeLocked } from "./describeLocked.ts";
import type { LockHolder } from "./lockHolder.ts";
import { lockAddress, type LockPlace } from "./lockPlace.ts";

/** Another run holds the lock and went on renewing it for as long as this one had patience. */
export class LockBusy extends Error {
  override readonly name = "LockBusy";
  /** Undefined when others were faster each time, and gone before they could be read. */
  readonly holder: LockHolder | undefined;

  /** @param waitedMs how long this run waited, in milliseconds */
  constructor(place: LockPlace, holder: LockHolder | undefined, waitedMs: number) {
    const who =
      holder === undefined
        ? "by one run after another"
        : `by ${holder.owner}, since ${holder.since}, until ${holder.expires} unless renewed`;
    const waited = `this run waited ${(waitedMs / 1000).toFixed()} s and wrote nothing`;
    super(
      `${describeLocked(place.namespace)} is locked ${who} (${lockAddress(place)}); ${waited}. Run it again when that run has ended; the lock of a run that was killed ends by itself`,
    );
    this.holder = holder;
  }
}
