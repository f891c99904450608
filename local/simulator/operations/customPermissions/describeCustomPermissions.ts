import type {
  DescribeCustomPermissionsCommandInput,
  DescribeCustomPermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireSubscription } from "../requireNamespace.ts";
import {
  describeCustomPermissionsRecord,
  requireCustomPermissions,
} from "./customPermissionsRecord.ts";

/** Shows a profile. */
export const describeCustomPermissions: Handler<
  DescribeCustomPermissionsCommandInput,
  DescribeCustomPermissionsCommandOutput
> = ({ input }, store) => {
  requireSubscription(store);
  const profile = requireCustomPermissions(store, input.CustomPermissionsName);
  return { CustomPermissions: describeCustomPermissionsRecord(store, profile) };
};
