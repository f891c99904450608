import type { QDataKey } from "./readRegistration.ts";

/**
 * What QuickSight tells of the key of Amazon Q data, in words: with which, and that it stays so.
 *
 * @param nameOf what a key is called; default: its ARN
 */
export function describeQData(
  told: QDataKey | undefined,
  nameOf: (arn: string) => string = (arn) => arn,
): string {
  if (told === undefined) return "QuickSight does not tell with which key";
  const { type, arn } = told;
  if (arn !== undefined && type !== "owned") return `${nameOf(arn)}, for good`;
  return type === "owned"
    ? "a key of AWS's, for good"
    : "a key that QuickSight does not name, for good";
}
