import {
  DescribeKeyCommand,
  KMSClient,
  paginateListAliases,
  paginateListKeys,
} from "@aws-sdk/client-kms";
import pLimit from "p-limit";
import type { AwsAccess } from "../aws/awsAccess.ts";
import type { FoundKey } from "./findKey.ts";

/** How many keys are looked at once; KMS throttles, and an account may have thousands. */
const atOnce = 8;

/**
 * The keys of the account and Region that no alias leads to, as far as the caller may look at them, but for those that wait for their
 * deletion: one call for each.
 *
 * @throws what KMS says when keys or aliases may not be listed
 */
export async function findKeysWithoutAlias(access: AwsAccess): Promise<FoundKey[]> {
  const client = new KMSClient({ maxAttempts: 8, ...access });
  try {
    const named = new Set<string | undefined>();
    for await (const { Aliases = [] } of paginateListAliases({ client }, {})) {
      for (const { TargetKeyId } of Aliases) named.add(TargetKeyId);
    }
    const ids: string[] = [];
    for await (const { Keys = [] } of paginateListKeys({ client }, {})) {
      ids.push(...Keys.flatMap(({ KeyId = "" }) => (named.has(KeyId) ? [] : [KeyId])));
    }
    const found = await pLimit(atOnce).map(ids, (keyId) => look(client, keyId));
    return found.filter((key) => key !== undefined);
  } finally {
    client.destroy();
  }
}

/** Undefined for a key that is going, or is of others, whose policy lets nobody look. */
async function look(client: KMSClient, keyId: string): Promise<FoundKey | undefined> {
  try {
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: keyId }));
    const { Description: description = "", KeyState: state = "unknown" } = KeyMetadata ?? {};
    return /^Pending.*Deletion$/.test(state) ? undefined : { keyId, description, state };
  } catch (error) {
    const isTheirs = error instanceof Error && /^(AccessDenied|NotFound)/.test(error.name);
    if (isTheirs) return undefined;
    throw error;
  }
}
