import type { SelfUpgradeRequestDetail, UserRole } from "@aws-sdk/client-quicksight";
import type { SelfUpgradeRequest } from "../../store/store.ts";
import { controlCall, type Simulated } from "../controlCall.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { requireUser } from "../users/userRecord.ts";

/** A request as the API shows it. In which unit its times are is not documented: seconds here, as in other answers of this API. */
export function describeRequest(request: SelfUpgradeRequest): SelfUpgradeRequestDetail {
  const { id, userName, originalRole, requestedRole, note, status, createdAt, updatedAt } = request;
  return {
    UpgradeRequestId: id,
    UserName: userName,
    OriginalRole: originalRole,
    RequestedRole: requestedRole,
    ...(note === undefined ? {} : { RequestNote: note }),
    CreationTime: Math.floor(createdAt / 1000),
    RequestStatus: status,
    ...(updatedAt === undefined ? {} : { lastUpdateAttemptTime: Math.floor(updatedAt / 1000) }),
  };
}

/**
 * Somebody asks for a higher role in the console, which no call of the API does: what a control route does. Where the namespace approves
 * by itself they have it at once, and the request is listed as approved; that AWS lists it then is not confirmed.
 *
 * @param body `{ "UserName": "<user name>", "RequestedRole": "READER_PRO" }`, with `Namespace` where it is not `default`
 * @throws Error when it lacks one
 */
export function askForUpgrade(simulated: Simulated, body: unknown): object {
  const {
    Namespace = "default",
    UserName,
    RequestedRole,
    Note,
  } = (body ?? {}) as Partial<Readonly<Record<string, string>>>;
  if (UserName === undefined || RequestedRole === undefined) {
    throw new Error('the body must be { "UserName": "…", "RequestedRole": "…" }');
  }
  const namespace = requireNamespace(simulated.store, Namespace);
  const { status, requests } = namespace.selfUpgrades;
  const user = requireUser(namespace, UserName);
  const isApproved = status === "AUTO_APPROVAL";
  const id = `upgrade-${String(requests.size + 1).padStart(6, "0")}`;
  requests.set(id, {
    ...{ id, userName: UserName, originalRole: user.role, note: Note, updatedAt: undefined },
    requestedRole: RequestedRole as UserRole,
    status: isApproved ? "APPROVED" : "PENDING",
    createdAt: controlCall(simulated).now,
  });
  if (isApproved) user.role = RequestedRole as UserRole;
  return { UpgradeRequestId: id };
}
