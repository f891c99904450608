/**
 * The ARN of a QuickSight resource, such as `arn:aws:quicksight:eu-west-1:111122223333:user/default/ana`.
 *
 * Users, groups and namespaces bear the identity Region, assets the Region they live in.
 */
export function arnOf(region: string, accountId: string, resource: string): string {
  return `arn:${partitionOf(region)}:quicksight:${region}:${accountId}:${resource}`;
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) {
    return "aws-cn";
  }
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
