import {
  CreateGrantCommand,
  KMSClient,
  paginateListGrants,
  RetireGrantCommand,
} from "@aws-sdk/client-kms";
import { answered, withClient } from "./upstream.ts";
import type { Upstream } from "./upstream.ts";

const quicksight = "quicksight.amazonaws.com";
/** The name in a grant's encryption context of what is encrypted, as CloudTrail shows it (user guide, "Verify the key used by QuickSight"). */
const context = "aws:quicksight:arn";

/** Lets QuickSight use a key for a data set, as it does when SPICE is loaded under that key. A key that can't be used is left. */
export async function grantKey(upstream: Upstream, keyArn: string, arn: string): Promise<void> {
  await withClient(new KMSClient(upstream), (kms) =>
    answered(
      kms.send(
        new CreateGrantCommand({
          KeyId: keyArn,
          // The same name and content again is the same grant.
          Name: arn.replaceAll(/[^A-Za-z0-9:/_-]/g, "-"),
          GranteePrincipal: quicksight,
          RetiringPrincipal: quicksight,
          Operations: ["Encrypt", "Decrypt", "DescribeKey", "GenerateDataKey"],
          Constraints: { EncryptionContextSubset: { [context]: arn } },
        }),
      ),
    ),
  );
}

/** Gives up the grants on a key for a data set: it is encrypted by another now, or is gone. */
export async function retireGrants(upstream: Upstream, KeyId: string, arn: string): Promise<void> {
  await withClient(new KMSClient(upstream), async (client) => {
    for await (const { Grants = [] } of paginateListGrants({ client }, { KeyId })) {
      for (const { GrantId, Constraints } of Grants) {
        if (Constraints?.EncryptionContextSubset?.[context] !== arn) continue;
        await answered(client.send(new RetireGrantCommand({ KeyId, GrantId })));
      }
    }
  });
}
