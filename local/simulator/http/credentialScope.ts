import { ApiError } from "../operations/apiError.ts";

/** Who calls and for which Region, as the signature of a request says. */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
}

/**
 * Reads the credential scope of a Signature Version 4 header. The signature itself is not checked:
 * every access key and secret will do.
 *
 * @throws ApiError when the request is unsigned or signed for another service.
 */
export function readCredentialScope(authorization: string | undefined): CredentialScope {
  if (authorization === undefined) {
    throw new ApiError("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  const [, accessKeyId, region, service] =
    /^AWS4-HMAC-SHA256 .*?Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request/.exec(
      authorization,
    ) ?? [];
  if (accessKeyId === undefined || region === undefined) {
    throw new ApiError(
      "IncompleteSignatureException",
      "Authorization header requires a Signature Version 4 'Credential' parameter.",
    );
  }
  if (service !== "quicksight") {
    throw new ApiError(
      "InvalidSignatureException",
      "Credential should be scoped to correct service: 'quicksight'.",
    );
  }
  return { accessKeyId, region };
}
