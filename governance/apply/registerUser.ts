import {
  type QuickSightClient,
  RegisterUserCommand,
  ResourceExistsException,
  UpdateUserCommand,
} from "@aws-sdk/client-quicksight";
import { setTimeout as sleep } from "node:timers/promises";
import { federationRoleArn, type NamespaceScope, userNameOf } from "../quicksight/scope.ts";
import type { Role } from "../role.ts";

/** Who is registered, as what. */
export interface Registrant {
  readonly email: string;
  readonly role: Role;
  readonly customPermissions?: string | undefined;
}

/** Registers a person; one who is there already, since the namespace was read, gets the role and the profile. */
export async function registerUser(
  client: QuickSightClient,
  scope: NamespaceScope,
  { email, role, customPermissions }: Registrant,
): Promise<void> {
  const address = { AwsAccountId: scope.accountId, Namespace: scope.namespace };
  const profile =
    customPermissions === undefined ? {} : { CustomPermissionsName: customPermissions };
  try {
    await client.send(
      new RegisterUserCommand({
        ...address,
        IdentityType: "IAM",
        IamArn: federationRoleArn(scope),
        SessionName: email,
        Email: email,
        UserRole: role,
        ...profile,
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
    // They signed in since, or this is the second try of a call whose answer was lost.
    const user = { ...address, UserName: userNameOf(scope, email), ...profile };
    await client.send(new UpdateUserCommand({ ...user, Email: email, Role: role }));
  }
}

/** Milliseconds between the tries of {@link registerAgain}. */
const pauses = [1000, 3000];

/**
 * Registers a person who was deleted a moment ago. Until it succeeds they are nobody in QuickSight, so that even an error
 * which would not be worth another try elsewhere gets two more.
 */
export async function registerAgain(
  client: QuickSightClient,
  scope: NamespaceScope,
  person: Registrant,
): Promise<void> {
  for (const pause of pauses) {
    try {
      await registerUser(client, scope, person);
      return;
    } catch {
      await sleep(pause);
    }
  }
  await registerUser(client, scope, person);
}
