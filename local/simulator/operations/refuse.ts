import { ApiError } from "./apiError.ts";

/** Refuses an input as InvalidParameterValueException. */
export function refuse(message: string): never {
  throw new ApiError("InvalidParameterValueException", message);
}
