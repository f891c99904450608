import { addressOf, allFields, type DatabaseAddress } from "./addressOf.ts";

/** Parameters as the native resource takes them. */
export function parametersOf(
  source: DatabaseAddress,
): Record<string, Record<string, string | number>> {
  const address = addressOf(source);
  const fields = allFields(address).flatMap((field) => {
    const value = source[field];
    return value === undefined ? [] : [[field, value] as const];
  });
  return { [address.parameters]: Object.fromEntries(fields) };
}
