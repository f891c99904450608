import {
  databaseTypes,
  type DatabaseType,
  type SourceAddress,
  type SourceField,
  sourceKindOf,
} from "../../../../core/settings/sourceKinds.ts";

/** A value of each field, as settings give it. */
const examples: Readonly<Record<SourceField, string | number>> = {
  host: "db.example.com",
  port: 1433,
  database: "sales",
  catalog: "hive",
  clusterId: "warehouse",
  instanceId: "sales-db",
  sqlEndpointPath: "/sql/1.0/warehouses/a1",
  warehouse: "WH",
  workGroup: "analysts",
  roleArn: "arn:aws:iam::111122223333:role/athena-reader",
};

/** A data source of each type, in each way to say where it is, as settings have it. */
export function exampleSources(): {
  readonly type: DatabaseType;
  readonly address: SourceAddress;
  readonly source: Readonly<Record<string, unknown>> & { readonly type: DatabaseType };
}[] {
  return databaseTypes.flatMap((type) => {
    const { title, addresses, signsIn } = sourceKindOf(type);
    return addresses.map((address) => {
      const fields = [...address.fields, ...(address.optional ?? [])];
      const source = {
        ...{ type, name: title },
        ...Object.fromEntries(fields.map((field) => [field, examples[field]])),
        ...(signsIn ? { secret: "acme/db" } : {}),
      };
      return { type, address, source };
    });
  });
}
