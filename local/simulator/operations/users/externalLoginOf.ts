import { ApiError } from "../apiError.ts";
import type { ExternalLogin } from "../../store/store.ts";

/** The members of an input that say how a person of an outside identity provider signs in. */
export interface ExternalLoginInput {
  readonly ExternalLoginFederationProviderType?: string | undefined;
  readonly CustomFederationProviderUrl?: string | undefined;
  readonly ExternalLoginId?: string | undefined;
}

/**
 * The external login after a call; without a provider type the current one stays.
 *
 * @throws ApiError InvalidParameterValueException for a provider type that is not documented.
 */
export function externalLoginOf(
  input: ExternalLoginInput,
  current: ExternalLogin | undefined,
): ExternalLogin | undefined {
  const { CustomFederationProviderUrl: url, ExternalLoginId: loginId } = input;
  const providerType = input.ExternalLoginFederationProviderType;
  switch (providerType) {
    case undefined:
      return current;
    case "NONE":
      return undefined;
    case "COGNITO":
      return { providerType, providerUrl: "cognito-identity.amazonaws.com", loginId };
    case "CUSTOM_OIDC":
      if (url !== undefined) {
        return { providerType, providerUrl: url, loginId };
      }
      throw invalid("CustomFederationProviderUrl must be set for the provider type CUSTOM_OIDC.");
    default:
      throw invalid("ExternalLoginFederationProviderType must be COGNITO, CUSTOM_OIDC or NONE.");
  }
}

function invalid(message: string): ApiError {
  return new ApiError("InvalidParameterValueException", message);
}
