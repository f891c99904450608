import type { Store } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";

/**
 * What some operations answer without a subscription, each in its own way, as recordings of AWS show; the others say that the default
 * namespace is not found.
 *
 * @returns the answer, or `undefined` when the operation is not one of these or the account is subscribed
 * @throws ApiError the refusal of this operation; the words of ListDashboards, and the end of those of ListGroups, are ours
 */
export function answerUnsubscribed(operation: string, { account }: Store): object | undefined {
  if (account.status === "ACCOUNT_CREATED") return undefined;
  switch (operation) {
    case "ListGroups":
      throw new ApiError(
        "ResourceNotFoundException",
        `Account ${account.id} is not signed up with QuickSight with namespace ${account.defaultNamespace}.`,
        "NAMESPACE",
      );
    case "ListDashboards":
      throw new ApiError(
        "UnsupportedUserEditionException",
        `Account ${account.id} is not signed up with the Enterprise edition of QuickSight.`,
      );
    case "ListDataSources":
      return { DataSources: [] };
    default:
      return undefined;
  }
}
