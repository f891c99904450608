import type {
  DescribeAccountCustomPermissionCommandInput,
  DescribeAccountCustomPermissionCommandOutput,
} from "@aws-sdk/client-quicksight";
import { ApiError } from "../apiError.ts";
import type { Handler } from "../handler.ts";
import { requireSubscription } from "../requireNamespace.ts";

/** The custom permissions profile of the whole account. */
export const describeAccountCustomPermission: Handler<
  DescribeAccountCustomPermissionCommandInput,
  DescribeAccountCustomPermissionCommandOutput
> = (_, store) => {
  requireSubscription(store);
  const { customPermissionsName } = store.account;
  if (customPermissionsName === undefined) {
    throw new ApiError("ResourceNotFoundException", "The account has no custom permissions.");
  }
  return { CustomPermissionsName: customPermissionsName };
};
