import {
  EntityNotFoundException,
  GetDatabaseCommand,
  GetTableCommand,
  GlueClient,
} from "@aws-sdk/client-glue";
import type { AwsAccess } from "../aws/awsAccess.ts";

/** What a database of Glue, or a table in it, says of itself; undefined: there is none of the name. */
export async function findCatalog(
  database: string,
  table: string | undefined,
  access: AwsAccess,
): Promise<string | undefined> {
  const client = new GlueClient({ ...access });
  try {
    if (table === undefined) {
      const { Database } = await client.send(new GetDatabaseCommand({ Name: database }));
      return Database?.Description ?? "";
    }
    const { Table } = await client.send(
      new GetTableCommand({ DatabaseName: database, Name: table }),
    );
    return Table?.Description ?? "";
  } catch (error) {
    if (error instanceof EntityNotFoundException) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}
