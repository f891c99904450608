import { DescribeKeyCommand, type KMSClient, NotFoundException } from "@aws-sdk/client-kms";

/** Whose key it must be: QuickSight uses keys of its own account and Region. */
export interface KeyPlace {
  readonly accountId: string;
  readonly region: string;
}

/** The alias of a key that an account stack makes, by its name in the settings. */
const aliasOf = (name: string) => `alias/quicksight-governance-${name}`;

/**
 * Finds a key by its ARN, its id, an alias or its ARN, or its name under `account.keys`.
 *
 * @param named  what the settings say of their keys: the ARN of one that exists; undefined of one that the stack makes
 * @param client one of the Region
 * @returns its ARN
 * @throws Error when it is not there, or is of another account or Region, with what to do; else what KMS throws
 */
export async function resolveKey(
  client: KMSClient,
  text: string,
  { accountId, region }: KeyPlace,
  named: Readonly<Record<string, { readonly arn?: string | undefined }>> = {},
): Promise<string> {
  const isArn = text.startsWith("arn:");
  if (isArn) {
    const [, , service, ownRegion = "", owner = ""] = text.split(":");
    if (service !== "kms") throw new Error(`${text} is no key of KMS; name a key`);
    if (owner !== accountId) {
      throw new Error(
        `the key belongs to account ${owner}, and the credentials are of account ${accountId}; use credentials of ${owner}, where its QuickSight is (got ${text})`,
      );
    }
    if (ownRegion !== region) {
      throw new Error(
        `the key is in ${ownRegion}, and this is ${region}; set AWS_REGION=${ownRegion} (got ${text})`,
      );
    }
  }
  const isName = !isArn && !/^(alias\/|mrk-[\da-f]{32}$|[\da-f]{8}-[\da-f-]{27}$)/.test(text);
  const own = Object.hasOwn(named, text) ? named[text] : undefined;
  const KeyId = isName ? (own?.arn ?? aliasOf(text)) : text;
  try {
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
    if (KeyMetadata?.Arn !== undefined) return KeyMetadata.Arn;
    throw new Error(`KMS does not say which key ${KeyId} is`);
  } catch (error) {
    if (!(error instanceof NotFoundException)) throw error;
    const names = Object.keys(named);
    const known = names.length === 0 ? "" : ` (account.keys has ${names.join(", ")})`;
    throw new Error(
      `there is no key ${KeyId} in ${region} of account ${accountId}${known}; name it by its ARN, its id, an alias, or its name in account.keys`,
      { cause: error },
    );
  }
}
