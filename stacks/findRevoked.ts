import { KMSClient } from "@aws-sdk/client-kms";
import type { AwsAccess } from "@quicksight-governance/core/aws";
import {
  accessTagKey,
  type ActualKeyAccess,
  describeTaken,
  isForeignTag,
  methods,
  parseAccessTag,
  seeKeyAccess,
} from "@quicksight-governance/core/keys/access";
import { showText } from "@quicksight-governance/core/settings";
import type { RevokedKey } from "../components/encryptionKeys.ts";
import { findFormerKeys } from "./findFormerKeys.ts";
import { readForGuard } from "./readForGuard.ts";
import type { StackResources } from "./readState.ts";
import type { AccountSettings } from "./settings.ts";
import { warn } from "./warn.ts";

/**
 * Which keys of the settings are revoked, and what that has left on them: named, and declared as it is, so that no update gives access
 * back. One that the stack makes must be looked at before an update, which declares its policy and tags; of an existing one, to which no
 * update writes, it is a warning where that cannot be.
 *
 * @throws {pulumi.RunError} in an update
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
    for (const [name, { arn: given }] of Object.entries(keys)) {
      const arn = given ?? made[name];
      if (arn === undefined) continue;
      const found = await readForGuard(
        {
          where: `account.keys.${name}`,
          unknown: "whether it is revoked",
          allow: `kms:DescribeKey, kms:GetKeyPolicy and kms:ListResourceTags on ${arn}`,
          isNeeded: given === undefined,
        },
        () => seeKeyAccess(kms, arn, access.region),
      );
      if (found === undefined) continue;
      const { deny, tag } = found;
      if (deny === "absent" && tag === undefined) continue;
      revoked[name] = { isDenied: deny !== "absent", tag };
      await warn(`account.keys.${name}: ${describe(name, found)} (${arn})`);
    }
  } finally {
    kms.destroy();
  }
  return revoked;
}

function describe(name: string, { state, deny, tag }: ActualKeyAccess): string {
  if (deny === "absent" && tag !== undefined && isForeignTag(tag)) {
    return `its tag ${accessTagKey} says ${showText(tag)}, which nothing here wrote; it stays, and the next revocation takes its place`;
  }
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
