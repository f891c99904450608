import {
  CreateTableCommand,
  DeleteTableCommand,
  GetPartitionIndexesCommand,
  GetTableCommand,
  GlueClient,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import type { Column } from "@aws-sdk/client-glue";
import { partitionOf } from "../functions.ts";
import type { Resource } from "../resource.ts";

type ColumnInputs = { name: string; type?: string; comment?: string };
type TableInputs = {
  databaseName: string;
  name: string;
  description?: string;
  parameters?: Record<string, string>;
  partitionKeys?: ColumnInputs[];
  storageDescriptor?: {
    columns?: ColumnInputs[];
    location?: string;
    inputFormat?: string;
    outputFormat?: string;
    serDeInfo?: {
      name?: string;
      serializationLibrary?: string;
      parameters?: Record<string, string>;
    };
  };
  tableType?: string;
};

/** `aws.glue.CatalogTable`; its id is `CATALOG:DATABASE:NAME`, and the catalog is the account. */
export const glueCatalogTable: Resource<TableInputs> = {
  type: "aws:glue/catalogTable:CatalogTable",
  inputs: [
    "databaseName",
    "name",
    "description",
    "parameters",
    "partitionKeys",
    "storageDescriptor",
    "tableType",
  ],
  naming: { input: "name", maxLength: 255, lowerCase: true },
  notFound: ["EntityNotFoundException"],

  async create(context, inputs) {
    const { databaseName: DatabaseName, name } = inputs;
    const TableInput = toTable(inputs);
    await context.client(GlueClient).send(new CreateTableCommand({ DatabaseName, TableInput }));
    return `${await context.accountId()}:${DatabaseName}:${name}`;
  },

  async read(context, id) {
    const [catalogId = "", DatabaseName = "", Name = ""] = id.split(":");
    const client = context.client(GlueClient);
    const { Table: table } = await client.send(new GetTableCommand({ DatabaseName, Name }));
    await client.send(new GetPartitionIndexesCommand({ DatabaseName, TableName: Name }));
    const { StorageDescriptor: storage } = table ?? {};
    const { SerdeInfo: serde } = storage ?? {};
    return {
      arn: `arn:${partitionOf(context.region).name}:glue:${context.region}:${catalogId}:table/${DatabaseName}/${Name}`,
      ...{ catalogId, databaseName: DatabaseName, name: Name },
      description: table?.Description,
      parameters: table?.Parameters,
      partitionKeys: table?.PartitionKeys?.map(fromColumn),
      storageDescriptor: {
        columns: storage?.Columns?.map(fromColumn),
        location: storage?.Location,
        inputFormat: storage?.InputFormat,
        outputFormat: storage?.OutputFormat,
        serDeInfo: { name: serde?.Name, serializationLibrary: serde?.SerializationLibrary },
      },
      tableType: table?.TableType,
    };
  },

  async update(context, _, inputs) {
    const { databaseName: DatabaseName } = inputs;
    const TableInput = toTable(inputs);
    await context.client(GlueClient).send(new UpdateTableCommand({ DatabaseName, TableInput }));
  },

  async delete(context, id) {
    const [, DatabaseName, Name] = id.split(":");
    await context.client(GlueClient).send(new DeleteTableCommand({ DatabaseName, Name }));
  },
};

function toTable(inputs: TableInputs) {
  const { storageDescriptor: storage = {} } = inputs;
  return {
    Name: inputs.name,
    Description: inputs.description,
    TableType: inputs.tableType,
    Parameters: inputs.parameters,
    PartitionKeys: inputs.partitionKeys?.map(toColumn),
    StorageDescriptor: {
      Columns: storage.columns?.map(toColumn),
      Location: storage.location,
      InputFormat: storage.inputFormat,
      OutputFormat: storage.outputFormat,
      SerdeInfo: {
        Name: storage.serDeInfo?.name,
        SerializationLibrary: storage.serDeInfo?.serializationLibrary,
        Parameters: storage.serDeInfo?.parameters,
      },
    },
  };
}

function toColumn({ name, type, comment }: ColumnInputs): Column {
  return { Name: name, Type: type, ...(comment ? { Comment: comment } : {}) };
}

function fromColumn({ Name, Type, Comment }: Column) {
  return { name: Name, type: Type, comment: Comment };
}
