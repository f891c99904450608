import type { OperationGroup } from "../handler.ts";
import { describeIpRestriction } from "./describeIpRestriction.ts";
import { updateIpRestriction } from "./updateIpRestriction.ts";

/** The addresses from which the account may be used. */
export const ipRestrictionOperations: OperationGroup = {
  scope: "identity",
  handlers: {
    DescribeIpRestriction: describeIpRestriction,
    UpdateIpRestriction: updateIpRestriction,
  },
};
