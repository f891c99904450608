/** What an event of KMS tells of a data set: that it got or lost a grant on a key, that data was written, or read. */
export type KeyEventKind = "grant" | "retirement" | "dataKey" | "decryption";

/** The events of KMS that tell of a data set's key, by their names (AWS user guide, "Verify the key used by QuickSight"). */
export const keyEventKinds: ReadonlyMap<string, KeyEventKind> = new Map<string, KeyEventKind>([
  ["CreateGrant", "grant"],
  ["RetireGrant", "retirement"],
  ["GenerateDataKey", "dataKey"],
  ["GenerateDataKeyWithoutPlaintext", "dataKey"],
  ["Decrypt", "decryption"],
]);
