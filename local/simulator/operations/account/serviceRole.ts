import type {
  DescribeResourcePermissionsCommandInput,
  DescribeResourcePermissionsCommandOutput,
  UpdateResourcePermissionsCommandInput,
  UpdateResourcePermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { callerMay } from "../../upstream/iam.ts";
import { findRole } from "../../upstream/serviceRole.ts";
import { upstreamOf } from "../../upstream/upstream.ts";
import { ApiError } from "../apiError.ts";
import type { Call, Handler } from "../handler.ts";
import { refuse } from "../refuse.ts";
import { requireSubscription } from "../requireNamespace.ts";

const form = /^arn:aws[\w-]*:iam::(\d{12}):role\/.+$/;

/** The role with which QuickSight reaches the rest of the account: its own, or one of the customer's. Nothing of assets. */
export const describeResourcePermissions: Handler<
  DescribeResourcePermissionsCommandInput,
  DescribeResourcePermissionsCommandOutput
> = (_, store) => {
  requireSubscription(store);
  const { serviceRoleArn } = store.account;
  return serviceRoleArn === undefined
    ? { RoleType: "QUICKSIGHT_MANAGED" }
    : { RoleType: "CUSTOMER_MANAGED", CustomerManagedRoleArn: serviceRoleArn };
};

/**
 * Makes QuickSight use a role of the customer's; there is no way back to its own.
 *
 * The rules are from the API reference: only CUSTOMER_MANAGED, a role of this account, which exists and trusts QuickSight (else
 * AccessDeniedException), and a caller who may pass it. The error for the first two, and all words, are ours. Without `upstream`, only
 * the form of the ARN is checked.
 */
export const updateResourcePermissions: Handler<
  UpdateResourcePermissionsCommandInput,
  UpdateResourcePermissionsCommandOutput
> = async (call, store) => {
  requireSubscription(store);
  const { RoleType, CustomerManagedRoleArn: arn } = call.input;
  if (RoleType !== "CUSTOMER_MANAGED") refuse("RoleType must be CUSTOMER_MANAGED.");
  const [, account] = form.exec(arn) ?? [];
  if (account !== call.accountId) refuse(`${arn} is not the ARN of a role of this account.`);
  await checkRole(call, arn);
  store.account.serviceRoleArn = arn;
  return { RoleType, CustomerManagedRoleArn: arn };
};

async function checkRole(call: Call<unknown>, arn: string): Promise<void> {
  const upstream = upstreamOf(call);
  if (upstream === undefined) return;
  if (!(await callerMay(upstream, call, "iam:PassRole", arn))) {
    throw denied(`The caller is not authorized to perform: iam:PassRole on resource: ${arn}.`);
  }
  const role = await findRole(upstream, arn);
  if (role === undefined) throw denied(`Role ${arn} does not exist.`);
  if (!role.trustsQuickSight) throw denied(`Role ${arn} can't be assumed by QuickSight.`);
}

function denied(message: string): ApiError {
  return new ApiError("AccessDeniedException", message);
}
