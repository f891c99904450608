import type {
  UpdateSelfUpgradeCommandInput,
  UpdateSelfUpgradeCommandOutput,
} from "@aws-sdk/client-quicksight";
import { ApiError } from "../apiError.ts";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { requireUser } from "../users/userRecord.ts";
import { describeRequest } from "./selfUpgradeRequest.ts";

/**
 * Approves or denies what somebody asked for. VERIFY is for accounts with IAM Identity Center or Active Directory, where the role comes
 * from a group (user guide, "Managing upgrade requests"). What AWS answers to a request that is closed is not known.
 */
export const updateSelfUpgrade: Handler<
  UpdateSelfUpgradeCommandInput,
  UpdateSelfUpgradeCommandOutput
> = ({ input, now }, store) => {
  const namespace = requireNamespace(store, input.Namespace);
  const request = namespace.selfUpgrades.requests.get(input.UpgradeRequestId);
  if (request === undefined) {
    throw new ApiError(
      "ResourceNotFoundException",
      `Self-upgrade request ${input.UpgradeRequestId} not found.`,
    );
  }
  if (request.status !== "PENDING" || input.Action === "VERIFY") {
    throw new ApiError(
      "PreconditionNotMetException",
      `Self-upgrade request ${request.id} is ${request.status}, and ${input.Action} cannot be done.`,
    );
  }
  if (input.Action === "APPROVE") {
    requireUser(namespace, request.userName).role = request.requestedRole;
  }
  request.status = input.Action === "APPROVE" ? "APPROVED" : "DENIED";
  request.updatedAt = now;
  return { SelfUpgradeRequestDetail: describeRequest(request) };
};
