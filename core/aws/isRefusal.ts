import { QuickSightServiceException } from "@aws-sdk/client-quicksight";

/**
 * Whether QuickSight refuses a call for good: the caller lacks the right, or the account, its edition or its Region does not have the
 * operation. Not what passes by itself: a limit on the rate, a failure of the service or of the network. The SDK blames the client for
 * every error that it does not know, so that the status is asked.
 */
export function isRefusal(error: unknown): error is QuickSightServiceException {
  if (!(error instanceof QuickSightServiceException)) return false;
  const status = error.$metadata.httpStatusCode ?? 0;
  return status >= 400 && status < 500 && status !== 429 && !/^Throttling/.test(error.name);
}
