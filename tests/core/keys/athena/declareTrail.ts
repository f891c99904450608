import { CreateTableCommand, type GlueClient } from "@aws-sdk/client-glue";
import {
  trailColumns,
  trailFormat,
  type TrailLocation,
  trailLocationOf,
  trailPartitions,
  trailTableParameters,
} from "../../../../core/keys/athena/trailTable.ts";

/** Declares the table over a trail as the account stack does. */
export async function declareTrail(
  glue: GlueClient,
  location: TrailLocation,
  { database, table }: { readonly database: string; readonly table: string },
): Promise<void> {
  await glue.send(
    new CreateTableCommand({
      DatabaseName: database,
      TableInput: {
        Name: table,
        TableType: "EXTERNAL_TABLE",
        Parameters: trailTableParameters(location),
        PartitionKeys: trailPartitions.map(([Name, Type]) => ({ Name, Type })),
        StorageDescriptor: {
          Location: trailLocationOf(location),
          InputFormat: trailFormat.inputFormat,
          OutputFormat: trailFormat.outputFormat,
          SerdeInfo: { SerializationLibrary: trailFormat.serializationLibrary },
          Columns: trailColumns.map(([Name, Type]) => ({ Name, Type })),
        },
      },
    }),
  );
}
