import { accountLock } from "./accountLock.ts";
import { keyAccessLock } from "./keyAccessLock.ts";

const ofAccount = new Map<string, string>([
  [accountLock, "re-encryption under the account's keys"],
  [keyAccessLock, "access to the account's keys"],
]);

/** Whether what a lock is of is one for the account and Region, and no namespace. */
export function isOfAccount(lockName: string): boolean {
  return ofAccount.has(lockName);
}

/** What a lock is of, for a person: `namespace default`, `access to the account's keys`. */
export function describeLocked(lockName: string): string {
  return ofAccount.get(lockName) ?? `namespace ${lockName}`;
}
