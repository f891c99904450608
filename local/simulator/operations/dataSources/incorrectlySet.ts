import { ApiError } from "../apiError.ts";

/** The refusal of a member of a data source that is absent or of the wrong kind, in AWS's words. */
export function incorrectlySet(member: "DataSourceParameters" | "DataSourceCredentials"): ApiError {
  return new ApiError("InvalidParameterValueException", `${member} field is incorrectly set`);
}
