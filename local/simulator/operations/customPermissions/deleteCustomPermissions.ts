import type {
  DeleteCustomPermissionsCommandInput,
  DeleteCustomPermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireSubscription } from "../requireNamespace.ts";
import { dropTags } from "../tags/tagStore.ts";
import { customPermissionsArn, requireCustomPermissions } from "./customPermissionsRecord.ts";

/** Deletes a profile.
 *
 * Whether AWS refuses this for a profile that is in use is not documented; here it goes through. */
export const deleteCustomPermissions: Handler<
  DeleteCustomPermissionsCommandInput,
  DeleteCustomPermissionsCommandOutput
> = ({ input }, store) => {
  requireSubscription(store);
  const { name } = requireCustomPermissions(store, input.CustomPermissionsName);
  const arn = customPermissionsArn(store, name);
  store.customPermissions.delete(name);
  dropTags(store, arn);
  return { Arn: arn };
};
