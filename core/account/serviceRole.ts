import {
  DescribeResourcePermissionsCommand,
  type QuickSightClient,
  UpdateResourcePermissionsCommand,
} from "@aws-sdk/client-quicksight";

/**
 * The ARN of the role of the customer's that QuickSight reaches the rest of the account with; undefined while it uses roles of its own.
 *
 * @param client one of the identity Region: the home Region of the account is asked (API reference)
 */
export async function readServiceRole(
  client: QuickSightClient,
  accountId: string,
): Promise<string | undefined> {
  const command = new DescribeResourcePermissionsCommand({ AwsAccountId: accountId });
  const { RoleType, CustomerManagedRoleArn } = await client.send(command);
  return RoleType === "CUSTOMER_MANAGED" ? CustomerManagedRoleArn : undefined;
}

/**
 * Lets QuickSight use a role of the customer's for everything. Safe to repeat; repeated, it also learns whether the role lets it tag
 * sessions (API reference of UpdateResourcePermissions).
 *
 * @throws AccessDeniedException where the caller may not pass the role, or the role is not there or does not trust QuickSight
 */
export async function setServiceRole(
  client: QuickSightClient,
  accountId: string,
  roleArn: string,
): Promise<void> {
  await client.send(
    new UpdateResourcePermissionsCommand({
      AwsAccountId: accountId,
      RoleType: "CUSTOMER_MANAGED",
      CustomerManagedRoleArn: roleArn,
    }),
  );
}
