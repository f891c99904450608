import { randomUUID } from "node:crypto";
import type {
  RegisterUserCommandInput,
  RegisterUserCommandOutput,
} from "@aws-sdk/client-quicksight";
import { SortedSet } from "../../store/sortedSet.ts";
import type { Store, User } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import { requireCustomPermissions } from "../customPermissions/customPermissionsRecord.ts";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { findRoleId } from "../../upstream/serviceRole.ts";
import { upstreamOf } from "../../upstream/upstream.ts";
import { addTags } from "../tags/tagStore.ts";
import { externalLoginOf } from "./externalLoginOf.ts";
import { identityOf } from "./identityOf.ts";
import { refuseUnavailableRole } from "./refuseRole.ts";
import { userArn } from "./userArn.ts";
import { describeUserRecord } from "./userRecord.ts";

/**
 * Registers a person in a namespace.
 *
 * An IAM identity (a role with a session name, or an IAM user) is in one namespace of the account: AWS's MDAA, which registers
 * federated people in namespaces, deletes them in `default` first and waits before it registers them elsewhere
 * (aws/modern-data-architecture-accelerator). That the answer to whoever does not is ResourceExistsException is not confirmed.
 */
export const registerUser: Handler<RegisterUserCommandInput, RegisterUserCommandOutput> = async (
  call,
  store,
) => {
  const { input, now, settings } = call;
  const upstream = upstreamOf(call);
  const { userName, principalId, role } = await identityOf(input, async (name) => {
    const id = store.iamRoles.get(name)?.id;
    if (id !== undefined || upstream === undefined) return id;
    return findRoleId(upstream, name);
  });
  const namespace = requireNamespace(store, input.Namespace);
  refuseUnavailableRole(input.UserRole);
  if (namespace.users.has(userName) || isElsewhere(store, input.IdentityType, userName)) {
    throw new ApiError("ResourceExistsException", `User ${userName} already exists.`, "USER");
  }
  requireCustomPermissions(store, input.CustomPermissionsName);
  const invited = input.IdentityType === "QUICKSIGHT";
  const user: User = {
    name: userName,
    identityType: input.IdentityType,
    principalId,
    active: false,
    joinableAt: now + settings.membershipDelayMs,
    email: input.Email,
    role: input.UserRole,
    customPermissionsName: input.CustomPermissionsName,
    externalLogin: externalLoginOf(input, undefined),
    groups: new SortedSet(),
  };
  addTags(store, userArn(store, namespace, userName), input.Tags);
  namespace.users.set(userName, user);
  if (role !== undefined) store.iamRoles.set(role.name, { id: role.id, askedAt: now });
  namespace.userNameByPrincipalId.set(principalId, userName);
  if (!invited) {
    // The answer says inactive, and a moment later they are active (recordings of AWS). Someone with a password of QuickSight's own
    // stays inactive until they accept the invitation.
    store.timeline.schedule(now, () => {
      user.active = true;
    });
  }
  return {
    User: describeUserRecord(store, namespace, user),
    UserInvitationUrl: invited ? invitationUrl(store.account.identityRegion) : undefined,
  };
};

/** Users with a password of QuickSight's own are of a namespace, so that the same name in two of them is two people. */
function isElsewhere(store: Store, type: User["identityType"], userName: string): boolean {
  if (type !== "IAM") return false;
  return [...store.namespaces.values()].some(
    ({ users }) => users.get(userName)?.identityType === "IAM",
  );
}

function invitationUrl(region: string): string {
  return `https://${region}.quicksight.aws.amazon.com/sn/invite/${randomUUID()}`;
}
