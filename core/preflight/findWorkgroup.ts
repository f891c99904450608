import { AthenaClient, GetWorkGroupCommand, InvalidRequestException } from "@aws-sdk/client-athena";
import type { AwsAccess } from "../aws/awsAccess.ts";

/** What a work group of Athena says of itself; undefined: there is none of the name. */
export async function findWorkgroup(name: string, access: AwsAccess): Promise<string | undefined> {
  const client = new AthenaClient({ ...access });
  try {
    const { WorkGroup } = await client.send(new GetWorkGroupCommand({ WorkGroup: name }));
    return WorkGroup?.Description ?? "";
  } catch (error) {
    // That there is none has no error of its own.
    if (error instanceof InvalidRequestException) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}
