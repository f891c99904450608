import type {
  ListCustomPermissionsCommandInput,
  ListCustomPermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { requireSubscription } from "../requireNamespace.ts";
import { describeCustomPermissionsRecord } from "./customPermissionsRecord.ts";

/** All profiles of the account. */
export const listCustomPermissions: Handler<
  ListCustomPermissionsCommandInput,
  ListCustomPermissionsCommandOutput
> = (call, store) => {
  requireSubscription(store);
  const { items, NextToken } = page(call, store.customPermissions, { scope: "" }, (profile) =>
    describeCustomPermissionsRecord(store, profile),
  );
  return { CustomPermissionsList: items, NextToken };
};
