import { randomUUID } from "node:crypto";
import type {
  RegisterUserCommandInput,
  RegisterUserCommandOutput,
} from "@aws-sdk/client-quicksight";
import { SortedSet } from "../../store/sortedSet.ts";
import type { User } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import { requireCustomPermissions } from "../customPermissions/customPermissionsRecord.ts";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { addTags } from "../tags/tagStore.ts";
import { externalLoginOf } from "./externalLoginOf.ts";
import { identityOf } from "./identityOf.ts";
import { refuseUnavailableRole } from "./refuseRole.ts";
import { userArn } from "./userArn.ts";
import { describeUserRecord } from "./userRecord.ts";

/** Registers a person in a namespace. */
export const registerUser: Handler<RegisterUserCommandInput, RegisterUserCommandOutput> = (
  { input, now, settings },
  store,
) => {
  const namespace = requireNamespace(store, input.Namespace);
  const { userName, principalId } = identityOf(input);
  refuseUnavailableRole(input.UserRole);
  if (namespace.users.has(userName)) {
    throw new ApiError("ResourceExistsException", `User ${userName} already exists.`, "USER");
  }
  requireCustomPermissions(store, input.CustomPermissionsName);
  const invited = input.IdentityType === "QUICKSIGHT";
  const user: User = {
    name: userName,
    identityType: input.IdentityType,
    principalId,
    // Someone with a password of QuickSight's own is inactive until they accept the invitation.
    active: !invited,
    joinableAt: now + settings.membershipDelayMs,
    email: input.Email,
    role: input.UserRole,
    customPermissionsName: input.CustomPermissionsName,
    externalLogin: externalLoginOf(input, undefined),
    groups: new SortedSet(),
  };
  addTags(store, userArn(store, namespace, userName), input.Tags);
  namespace.users.set(userName, user);
  namespace.userNameByPrincipalId.set(principalId, userName);
  return {
    User: describeUserRecord(store, namespace, user),
    UserInvitationUrl: invited ? invitationUrl(store.account.identityRegion) : undefined,
  };
};

function invitationUrl(region: string): string {
  return `https://${region}.quicksight.aws.amazon.com/sn/invite/${randomUUID()}`;
}
