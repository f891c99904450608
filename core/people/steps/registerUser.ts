import {
  DescribeUserCommand,
  type QuickSightClient,
  RegisterUserCommand,
  ResourceExistsException,
  UpdateUserCommand,
} from "@aws-sdk/client-quicksight";
import { setTimeout as sleep } from "node:timers/promises";
import { federationRoleArn, type NamespaceScope, userNameOf } from "../../aws/scope.ts";
import { isLower, isRole, type Role } from "../../settings/role.ts";

/** Who is registered, as what. */
export interface Registrant {
  readonly session: string;
  readonly email: string;
  readonly role: Role;
  readonly customPermissions?: string | undefined;
}

/** Registers a person; one who is there already, since the namespace was read, gets the role and the profile, unless theirs is higher. */
export async function registerUser(
  client: QuickSightClient,
  scope: NamespaceScope,
  { session, email, role, customPermissions }: Registrant,
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
        SessionName: session,
        Email: email,
        UserRole: role,
        ...profile,
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
    await settleExisting(client, { ...address, UserName: userNameOf(scope, session) }, profile, {
      Email: email,
      Role: role,
    });
  }
}

/**
 * They signed in since the namespace was read, somebody else registered them, or this is the second try of a call whose answer
 * was lost. A higher role than the plan's is somebody's decision that the plan has not seen, and is left to the next.
 */
async function settleExisting(
  client: QuickSightClient,
  user: { readonly AwsAccountId: string; readonly Namespace: string; readonly UserName: string },
  profile: { readonly CustomPermissionsName?: string },
  desired: { readonly Email: string; readonly Role: Role },
): Promise<void> {
  const { User: found = {} } = await client.send(new DescribeUserCommand(user));
  if (found.Role !== undefined && isRole(found.Role) && isLower(desired.Role, found.Role)) {
    throw new Error(`is ${found.Role} since the plan was made; the next plan decides`);
  }
  const same =
    found.Role === desired.Role &&
    found.Email === desired.Email &&
    (profile.CustomPermissionsName ?? found.CustomPermissionsName) === found.CustomPermissionsName;
  if (!same) await client.send(new UpdateUserCommand({ ...user, ...profile, ...desired }));
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
