import type { CustomPermissions } from "@aws-sdk/client-quicksight";
import { arnOf } from "../../store/arnOf.ts";
import type { CustomPermissionsProfile, Store } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";

/**
 * The custom permissions profile of this name, if a name is given.
 *
 * @throws ApiError ResourceNotFoundException when there is none; for calls that apply a profile to a
 *   user or role this is likely but not confirmed.
 */
export function requireCustomPermissions(store: Store, name: string): CustomPermissionsProfile;
export function requireCustomPermissions(
  store: Store,
  name: string | undefined,
): CustomPermissionsProfile | undefined;
export function requireCustomPermissions(
  store: Store,
  name: string | undefined,
): CustomPermissionsProfile | undefined {
  if (name === undefined) {
    return undefined;
  }
  const profile = store.customPermissions.get(name);
  if (profile === undefined) {
    throw new ApiError("ResourceNotFoundException", `Custom permissions ${name} not found.`);
  }
  return profile;
}

/** The ARN of a profile. */
export function customPermissionsArn({ account }: Store, name: string): string {
  return arnOf(account.identityRegion, account.id, `custompermissions/${name}`);
}

/** A profile as the API shows it. */
export function describeCustomPermissionsRecord(
  store: Store,
  profile: CustomPermissionsProfile,
): CustomPermissions {
  return {
    Arn: customPermissionsArn(store, profile.name),
    CustomPermissionsName: profile.name,
    Capabilities: profile.capabilities,
    Governance: profile.governance,
  };
}
