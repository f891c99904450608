import type { UserRole } from "@aws-sdk/client-quicksight";
import { ApiError } from "../apiError.ts";

const readers: ReadonlySet<UserRole> = new Set(["READER", "READER_PRO"]);
const authors: ReadonlySet<UserRole> = new Set(["AUTHOR", "AUTHOR_PRO", "ADMIN", "ADMIN_PRO"]);

/**
 * Refuses the roles that the documentation calls "not currently available".
 *
 * @throws ApiError InvalidParameterValueException; that AWS gives this error is not confirmed.
 */
export function refuseUnavailableRole(role: UserRole): void {
  if (role === "RESTRICTED_AUTHOR" || role === "RESTRICTED_READER") {
    throw invalid(`The role ${role} is not available.`);
  }
}

/**
 * Refuses to make a reader of an author or admin: such a person has to be deleted and registered again
 * (user guide; hashicorp/terraform-provider-aws#43508). Every other change works in place.
 *
 * @throws ApiError InvalidParameterValueException; AWS's words are not known.
 */
export function refuseDowngradeToReader(current: UserRole, wanted: UserRole): void {
  if (authors.has(current) && readers.has(wanted)) {
    throw invalid(`A user with the role ${current} cannot be downgraded to ${wanted}.`);
  }
}

function invalid(message: string): ApiError {
  return new ApiError("InvalidParameterValueException", message);
}
