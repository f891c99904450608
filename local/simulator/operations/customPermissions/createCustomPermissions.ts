import type {
  CreateCustomPermissionsCommandInput,
  CreateCustomPermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { ApiError } from "../apiError.ts";
import type { Handler } from "../handler.ts";
import { requireSubscription } from "../requireNamespace.ts";
import { addTags } from "../tags/tagStore.ts";
import { customPermissionsArn } from "./customPermissionsRecord.ts";

/** Creates a profile of capabilities that are taken away. */
export const createCustomPermissions: Handler<
  CreateCustomPermissionsCommandInput,
  CreateCustomPermissionsCommandOutput
> = ({ input }, store) => {
  requireSubscription(store);
  const name = input.CustomPermissionsName;
  if (store.customPermissions.has(name)) {
    throw new ApiError("ResourceExistsException", `Custom permissions ${name} already exist.`);
  }
  const arn = customPermissionsArn(store, name);
  addTags(store, arn, input.Tags);
  store.customPermissions.set(name, {
    name,
    capabilities: input.Capabilities,
    governance: input.Governance,
  });
  return { Arn: arn };
};
