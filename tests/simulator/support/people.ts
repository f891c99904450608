import { CreateGroupCommand, RegisterUserCommand } from "@aws-sdk/client-quicksight";
import type { QuickSightClient, UserRole } from "@aws-sdk/client-quicksight";
import { AwsAccountId, inDefault } from "./simulated.ts";

/** The role through which the people of these tests sign in. */
export const federationRole = "quicksight-fed-users";

/** The ARN of that role. */
export const IamArn = `arn:aws:iam::${AwsAccountId}:role/${federationRole}`;

/** Registers a person of the federation role and returns their user name. */
export async function register(
  client: QuickSightClient,
  email: string,
  UserRole: UserRole = "READER",
): Promise<string> {
  const input = { ...inDefault, IdentityType: "IAM", Email: email, UserRole } as const;
  await client.send(new RegisterUserCommand({ ...input, IamArn, SessionName: email }));
  return `${federationRole}/${email}`;
}

/** Creates groups in the default namespace. */
export async function createGroups(
  client: QuickSightClient,
  ...names: readonly string[]
): Promise<void> {
  for (const GroupName of names) {
    await client.send(new CreateGroupCommand({ ...inDefault, GroupName }));
  }
}
