import type { Group } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";

/** @throws ApiError ResourceNotFoundException when the user is not in the group. */
export function requireMembership(group: Group, userName: string): void {
  if (!group.members.has(userName)) {
    throw new ApiError(
      "ResourceNotFoundException",
      `User ${userName} is not a member of group ${group.name}.`,
      "USER",
    );
  }
}
