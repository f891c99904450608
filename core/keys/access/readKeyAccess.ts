import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  type KeyMetadata,
  type KMSClient,
  ListResourceTagsCommand,
} from "@aws-sdk/client-kms";
import { findDeny, withDeny } from "./denyStatements.ts";
import { accessTagKey } from "./heldKey.ts";
import type { ActualKeyAccess } from "./keyAccess.ts";

/**
 * How a key is now, also where nobody can use it or change it.
 *
 * @param client one of the key's Region
 * @throws as KMS does
 */
export async function seeKeyAccess(
  client: KMSClient,
  keyArn: string,
  region: string,
): Promise<ActualKeyAccess> {
  const { KeyState: state = "unknown" } = await describeKey(client, keyArn);
  const deny = findDeny(await readPolicy(client, keyArn), region);
  return { state, deny, tag: await readAccessTag(client, keyArn) };
}

/**
 * How a key is now that is to be revoked or restored.
 *
 * @param client   one of the key's Region
 * @param willDeny whether our statements are to go into its policy
 * @throws Error when nobody can revoke or restore it as it is, with what to do; else what KMS throws
 */
export async function readKeyAccess(
  client: KMSClient,
  keyArn: string,
  region: string,
  willDeny = false,
): Promise<ActualKeyAccess> {
  const {
    KeyState: state = "unknown",
    DeletionDate,
    KeyManager,
  } = await describeKey(client, keyArn);
  if (KeyManager === "AWS") {
    throw new Error(
      `${keyArn} is a key of AWS's own, which nobody can disable or deny; QuickSight encrypts with it what no customer key encrypts`,
    );
  }
  if (state === "PendingDeletion") {
    const when = DeletionDate === undefined ? "" : ` on ${DeletionDate.toISOString()}`;
    throw new Error(
      `${keyArn} is pending deletion: nobody can use it already, and once it is deleted${when} what it encrypts is lost for ever. To keep that, cancel the deletion (aws kms cancel-key-deletion --key-id ${keyArn}), which leaves the key disabled, and run this again`,
    );
  }
  if (state !== "Enabled" && state !== "Disabled") {
    throw new Error(
      `${keyArn} is ${state}, in which KMS lets nobody use it or change it; look at it in the console of KMS`,
    );
  }
  const policy = await readPolicy(client, keyArn);
  // What its policy has no room for is refused before anybody is asked about it.
  if (willDeny) withDeny(policy, region);
  return { state, deny: findDeny(policy, region), tag: await readAccessTag(client, keyArn) };
}

async function describeKey(client: KMSClient, KeyId: string): Promise<Partial<KeyMetadata>> {
  return (await client.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata ?? {};
}

async function readPolicy(client: KMSClient, KeyId: string): Promise<string> {
  return (await client.send(new GetKeyPolicyCommand({ KeyId }))).Policy ?? "{}";
}

/**
 * The value of our tag; undefined where the key has none.
 *
 * @throws as KMS does
 */
export async function readAccessTag(client: KMSClient, KeyId: string): Promise<string | undefined> {
  let Marker: string | undefined;
  do {
    const { Tags = [], NextMarker } = await client.send(
      new ListResourceTagsCommand({ KeyId, Marker }),
    );
    const found = Tags.find(({ TagKey }) => TagKey === accessTagKey)?.TagValue;
    if (found !== undefined) return found;
    Marker = NextMarker;
  } while (Marker !== undefined);
  return undefined;
}
