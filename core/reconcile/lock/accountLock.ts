/**
 * The name of the lock, and of the ledger, of what is one for the account in a Region: keys. No namespace of QuickSight can have it (API
 * model: `[a-zA-Z0-9._-]*`).
 */
export const accountLock = "@account";
