import { ApiError } from "../apiError.ts";

/** Refuses a data set as InvalidParameterValueException. */
export function refuse(message: string): never {
  throw new ApiError("InvalidParameterValueException", message);
}
