import type { DatabaseAddress } from "../../../../core/settings/addressOf.ts";
import { type SignIn, signIns } from "../../../../core/settings/signIns.ts";
import type { SourceField } from "../../../../core/settings/sourceFields.ts";
import {
  databaseTypes,
  type DatabaseType,
  type SourceAddress,
  sourceKindOf,
} from "../../../../core/settings/sourceKinds.ts";

/** A value of each field, as settings give it. */
const examples: Readonly<Record<SourceField, DatabaseAddress[SourceField]>> = {
  host: "db.example.com",
  port: 1433,
  database: "sales",
  catalog: "hive",
  clusterId: "warehouse",
  instanceId: "sales-db",
  sqlEndpointPath: "/sql/1.0/warehouses/a1",
  warehouse: "WH",
  workGroup: "analysts",
  domain: "orders",
  projectId: "acme-sales",
  dataSetRegion: "EU",
  tableBucketArn: "arn:aws:s3tables:eu-west-1:111122223333:bucket/lake",
  productType: "GALAXY",
  useServiceName: true,
  databaseAccessControlRole: "ANALYST",
  authenticationType: "PASSWORD",
  tokenProviderUrl: "https://login.example.com/token",
  oAuthScope: "session:role-any",
  identityProviderResourceUri: "https://acme.example.com",
  identityProviderCACertificatesBundleS3Uri: "s3://acme/bundle.pem",
  roleArn: "arn:aws:iam::111122223333:role/database-reader",
  consumerAccountRoleArn: "arn:aws:iam::444455556666:role/lake",
  databaseUser: "quicksight",
  databaseGroups: ["readers", "sales"],
  autoCreateDatabaseUser: true,
};

/** A data source as settings have it. */
export interface ExampleSource {
  readonly type: DatabaseType;
  readonly address: SourceAddress;
  readonly signIn: SignIn;
  readonly source: Readonly<Record<string, unknown>> & { readonly type: DatabaseType };
}

/** A data source of each type, in each way to say where it is and each way to sign in: with all that they take, and with what they need. */
export function exampleSources(): ExampleSource[] {
  return databaseTypes.flatMap((type) => {
    const { title, addresses, signIns: names } = sourceKindOf(type);
    const ways = names.map((name): SignIn => signIns[name]);
    return addresses.flatMap((address) =>
      ways.flatMap((signIn) => {
        const { authenticationType: value } = signIn;
        const needed = [...address.fields, ...(signIn.fields ?? [])];
        const more = [...(address.optional ?? []), ...(signIn.optional ?? [])];
        const isAsked = ways.length > 1 && value !== undefined && value !== "PASSWORD";
        return [more, ...(more.length > 0 && signIn.within !== "IAMParameters" ? [[]] : [])].map(
          (further) => ({
            ...{ type, address, signIn },
            source: {
              ...{ type, name: title },
              ...Object.fromEntries(
                [...needed, ...further].map((field) => [field, examples[field]]),
              ),
              ...(isAsked && { authenticationType: value }),
              ...(signIn.secret && { secret: "acme/db" }),
            },
          }),
        );
      }),
    );
  });
}
