import { QuickSightClient } from "@aws-sdk/client-quicksight";
import type { AwsAccess } from "@quicksight-governance/core/aws";
import { CommandError } from "./commandError.ts";

/**
 * The Region and profile to work with: the stack's, else what the AWS SDK finds in its environment and its profiles.
 *
 * @throws {CommandError} when there is no Region anywhere
 */
export async function findAccess(given: {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
}): Promise<AwsAccess> {
  const profile = given.profile === undefined ? {} : { profile: given.profile };
  if (given.region !== undefined) return { region: given.region, ...profile };
  const client = new QuickSightClient(profile);
  try {
    return { region: await client.config.region(), ...profile };
  } catch {
    throw new CommandError(
      "qsgov: there is no AWS Region; set AWS_REGION, or aws:region in the stack's file, or region in the AWS profile",
    );
  } finally {
    client.destroy();
  }
}
