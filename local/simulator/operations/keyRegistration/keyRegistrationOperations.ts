import type { OperationGroup } from "../handler.ts";
import { describeKeyRegistration } from "./describeKeyRegistration.ts";
import { updateKeyRegistration } from "./updateKeyRegistration.ts";

/** The KMS keys that QuickSight may use. */
export const keyRegistrationOperations: OperationGroup = {
  scope: "region",
  handlers: {
    DescribeKeyRegistration: describeKeyRegistration,
    UpdateKeyRegistration: updateKeyRegistration,
  },
};
