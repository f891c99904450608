import { GetParameterCommand, ParameterNotFound, SSMClient } from "@aws-sdk/client-ssm";
import type { AwsAccess } from "../aws/awsAccess.ts";

/**
 * Whether Parameter Store has a parameter of a name.
 *
 * @throws what it says when the parameter may not be read
 */
export async function hasParameter(name: string, access: AwsAccess): Promise<boolean> {
  const client = new SSMClient({ ...access });
  try {
    await client.send(new GetParameterCommand({ Name: name }));
    return true;
  } catch (error) {
    if (error instanceof ParameterNotFound) return false;
    throw error;
  } finally {
    client.destroy();
  }
}
