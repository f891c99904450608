import {
  DescribeSecretCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { AwsAccess } from "../aws/awsAccess.ts";

/** A secret under a name, without what is in it. */
export interface SeenSecret {
  readonly arn: string;
  readonly description: string;
  /** True: it waits for its deletion, and keeps the name until then. */
  readonly isDeleted: boolean;
}

/** Looks whether there is a secret of a name; undefined when there is none. Errors of AWS come as they are. */
export async function lookAtSecret(
  SecretId: string,
  access: AwsAccess,
): Promise<SeenSecret | undefined> {
  const client = new SecretsManagerClient({ ...access });
  try {
    const {
      ARN: arn = "",
      Description: description = "",
      DeletedDate,
    } = await client.send(new DescribeSecretCommand({ SecretId }));
    return { arn, description, isDeleted: DeletedDate !== undefined };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}
