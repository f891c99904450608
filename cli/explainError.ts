import { ResourceNotFoundException } from "@aws-sdk/client-quicksight";
import { describeError, ownValue } from "@quicksight-governance/core/aws";

/** Names of the SDK's errors for credentials that are missing, expired or refused, and what to do about it. */
const credentialErrors: Readonly<Record<string, string>> = {
  CredentialsProviderError: "sign in to AWS, or set AWS_PROFILE",
  ExpiredToken: "sign in to AWS again",
  ExpiredTokenException: "sign in to AWS again",
  InvalidClientTokenId: "check the credentials of AWS_PROFILE or AWS_ACCESS_KEY_ID",
  UnrecognizedClientException: "check the credentials of AWS_PROFILE or AWS_ACCESS_KEY_ID",
};

/** An error in one line, with what to do where that is known. */
export function explainError(error: unknown): string {
  const message = describeError(error).replace(/\.$/, "");
  if (error instanceof ResourceNotFoundException && /namespace/i.test(message)) {
    return `${message}; correct the namespace, or make it with its tenant stack (pulumi up)`;
  }
  const todo = error instanceof Error ? ownValue(credentialErrors, error.name) : undefined;
  return todo === undefined ? message : `${message}; ${todo}`;
}
