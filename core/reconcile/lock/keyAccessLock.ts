/**
 * The name of the lock, and of the ledger, of access to the account's keys in a Region: another one than that of the keys, so that an
 * emergency does not wait for a re-encryption, which may go on for hours.
 */
export const keyAccessLock = "@key-access";
