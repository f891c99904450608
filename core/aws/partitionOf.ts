/** The partition of a Region (AWS General Reference, "Amazon Resource Names"): it follows from its name. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
