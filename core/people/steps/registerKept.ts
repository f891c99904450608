import { ResourceNotFoundException } from "@aws-sdk/client-quicksight";
import type { GivingApi } from "../../aws/api.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import { foreignProfile } from "../plan/planPerson.ts";
import { giveProfile } from "./giveProfile.ts";
import type { Registrant, registerUser } from "./registerUser.ts";

/**
 * Registers a person. A profile that the settings do not name is one that they had, and may be gone: then they are registered
 * without it, as they would be nobody for ever. A profile that the settings name must be there.
 *
 * @param register how
 * @returns the profile that is gone; undefined when they have what they are to have
 */
export async function registerKept(
  api: GivingApi,
  governed: GovernedNamespace,
  person: Registrant,
  register: typeof registerUser,
): Promise<string | undefined> {
  const { scope } = governed;
  const kept = foreignProfile(governed, person);
  try {
    await register(api, scope, { ...person, yields: kept !== undefined });
    return undefined;
  } catch (error) {
    if (kept === undefined || !(error instanceof ResourceNotFoundException)) throw error;
  }
  await register(api, scope, { ...person, customPermissions: undefined });
  return (await giveProfile(api, scope, person.session, kept)) ? undefined : kept;
}
