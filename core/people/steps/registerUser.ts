import {
  type QuickSightClient,
  RegisterUserCommand,
  ResourceExistsException,
  UpdateUserCommand,
  type User,
} from "@aws-sdk/client-quicksight";
import { setTimeout as sleep } from "node:timers/promises";
import type { GivingApi } from "../../aws/api.ts";
import { federationRoleArn, type NamespaceScope, userNameOf } from "../../aws/scope.ts";
import { isLower, isRole, type Role } from "../../settings/role.ts";
import { describeUser } from "../describeUser.ts";
import { requireNowhereElse } from "./requireNowhereElse.ts";
import { RegisteredElsewhere } from "./registeredElsewhere.ts";

/** Who is registered, as what. */
export interface Registrant {
  readonly session: string;
  readonly email: string;
  readonly role: Role;
  readonly customPermissions?: string | undefined;
  /**
   * True: another profile that somebody gave them since stays in place of this one.
   * @default false
   */
  readonly yields?: boolean;
}

/**
 * How long a user who is nowhere may be said to exist, in milliseconds: QuickSight has not forgotten yet whom another namespace
 * had. AWS states no figure; its MDAA waits five seconds (aws/modern-data-architecture-accelerator, quicksight_namespace_user).
 */
const conflictPatience = 30_000;

/**
 * Registers a person; one who is there already, since the namespace was read, gets the role and the profile, unless theirs is
 * higher.
 *
 * @param patience see {@link conflictPatience}
 * @throws {RegisteredElsewhere} when another namespace has them, or QuickSight says so and none has
 */
export async function registerUser(
  api: GivingApi,
  scope: NamespaceScope,
  person: Registrant,
  patience = conflictPatience,
): Promise<void> {
  const client = api.giving.identity;
  let deadline: number | undefined;
  for (let pause = 250; ; pause = Math.min(pause * 2, 2000)) {
    if (await tryToRegister(client, scope, person)) return;
    const found = await describeUser(client, scope, person.session);
    if (found !== undefined) return settleExisting(client, scope, person, found);
    // Looked for once: whom no namespace has now is on the way out.
    if (deadline === undefined) await requireNowhereElse(api, scope, person.session);
    deadline ??= Date.now() + patience;
    if (Date.now() + pause > deadline) {
      throw new RegisteredElsewhere(
        "QuickSight says that they exist already, and no namespace of the account has them; it may not have forgotten a user who was deleted a moment ago, and the next run tries again",
      );
    }
    await sleep(pause);
  }
}

/** False: QuickSight says that they exist. */
async function tryToRegister(
  client: QuickSightClient,
  scope: NamespaceScope,
  { session, email, role, customPermissions }: Registrant,
): Promise<boolean> {
  try {
    await client.send(
      new RegisterUserCommand({
        AwsAccountId: scope.accountId,
        Namespace: scope.namespace,
        IdentityType: "IAM",
        IamArn: federationRoleArn(scope),
        SessionName: session,
        Email: email,
        UserRole: role,
        ...(customPermissions === undefined ? {} : { CustomPermissionsName: customPermissions }),
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
    return false;
  }
}

/**
 * They signed in since the namespace was read, somebody else registered them, or this is the second try of a call whose answer
 * was lost. A higher role than the plan's is somebody's decision that the plan has not seen, and is left to the next.
 */
async function settleExisting(
  client: QuickSightClient,
  scope: NamespaceScope,
  { session, email, role, customPermissions: profile, yields = false }: Registrant,
  found: User,
): Promise<void> {
  const isKept = yields && found.CustomPermissionsName !== undefined;
  const customPermissions = isKept ? undefined : profile;
  if (found.Role !== undefined && isRole(found.Role) && isLower(role, found.Role)) {
    throw new Error(`is ${found.Role} since the plan was made; the next plan decides`);
  }
  const same =
    found.Role === role &&
    found.Email === email &&
    (customPermissions ?? found.CustomPermissionsName) === found.CustomPermissionsName;
  if (same) return;
  await client.send(
    new UpdateUserCommand({
      AwsAccountId: scope.accountId,
      Namespace: scope.namespace,
      UserName: userNameOf(scope, session),
      Email: email,
      Role: role,
      ...(customPermissions === undefined ? {} : { CustomPermissionsName: customPermissions }),
    }),
  );
}

/** Milliseconds between the tries of {@link registerAgain}. */
const pauses = [1000, 3000];

/**
 * Registers a person who was deleted a moment ago. Until it succeeds they are nobody in QuickSight, so that even an error
 * which would not be worth another try elsewhere gets two more.
 */
export async function registerAgain(
  api: GivingApi,
  scope: NamespaceScope,
  person: Registrant,
): Promise<void> {
  for (const pause of pauses) {
    try {
      await registerUser(api, scope, person);
      return;
    } catch (error) {
      if (error instanceof RegisteredElsewhere) throw error;
      await sleep(pause);
    }
  }
  await registerUser(api, scope, person);
}
