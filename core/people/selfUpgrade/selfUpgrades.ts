import type { Role } from "../../settings/role.ts";
import type { RefusedCall } from "./refusedCall.ts";

/** Whether people of a namespace raise their own role, and who did or asks to; each may be what QuickSight refuses to say. */
export interface SelfUpgrades {
  /** `open`: whoever asks has the higher role at once (AUTO_APPROVAL); `closed`: an administrator decides (ADMIN_APPROVAL). */
  readonly door: "open" | "closed" | RefusedCall;
  readonly requests: readonly SelfUpgradeRequest[] | RefusedCall;
}

/** Somebody who asks for a higher role, or has got it so. */
export interface SelfUpgradeRequest {
  readonly id: string;
  readonly userName: string;
  readonly role: Role;
  readonly state: "pending" | "approved";
  /** Whether it is of the last 24 hours. */
  readonly isRecent: boolean;
}
