import { KMSClient } from "@aws-sdk/client-kms";
import { type AwsAccess, describeError } from "@quicksight-governance/core/aws";
import {
  describeTaken,
  methods,
  parseAccessTag,
  readKeyAccess,
} from "@quicksight-governance/core/keys/access";
import type { RevokedKey } from "../components/encryptionKeys.ts";
import { findFormerKeys } from "./findFormerKeys.ts";
import type { StackResources } from "./readState.ts";
import type { AccountSettings } from "./settings.ts";
import { warn } from "./warn.ts";

/**
 * Which keys of the settings are revoked, and what that has left on them: named, and declared as it is, so that no update gives access
 * back. A key that cannot be looked at is left out, with a warning: other checks say what is wrong with it.
 */
export async function findRevoked(
  resources: StackResources,
  { keys }: Pick<AccountSettings, "keys">,
  access: AwsAccess,
): Promise<Readonly<Record<string, RevokedKey>>> {
  const { made } = findFormerKeys(resources);
  const revoked: Record<string, RevokedKey> = {};
  const kms = new KMSClient({ ...access });
  try {
    for (const [name, { arn = made[name] }] of Object.entries(keys)) {
      if (arn === undefined) continue;
      try {
        const { state, deny, tag } = await readKeyAccess(kms, arn, access.region);
        if (deny === "absent" && tag === undefined) continue;
        revoked[name] = { isDenied: deny !== "absent", tag };
        await warn(`account.keys.${name}: ${describe(name, { state, deny, tag })} (${arn})`);
      } catch (error) {
        await warn(
          `account.keys.${name}: whether it is revoked cannot be found out (${describeError(error)})`,
        );
      }
    }
  } finally {
    kms.destroy();
  }
  return revoked;
}

function describe(
  name: string,
  { state, deny, tag }: Awaited<ReturnType<typeof readKeyAccess>>,
): string {
  const held = parseAccessTag(tag);
  const taken = methods.flatMap((method) => {
    const one = held[method];
    return one === undefined ? [] : [describeTaken(method, one)];
  });
  const who = taken.length === 0 ? "nobody wrote down by whom" : taken.join("; ");
  if (state === "Enabled" && deny === "absent") {
    return `it was revoked (${who}), and somebody opened it by hand since; npx qsgov restore ${name} forgets that`;
  }
  return `access is revoked: ${who}. It stays so: what it encrypts opens again with npx qsgov restore ${name} --reason …`;
}
