import { z } from "zod";

const roleArn = z
  .string()
  .regex(/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/, "use the ARN of a role")
  .max(2048);

/** What parameters of a data source may say, in the words and limits of the API model. The names are the settings'. */
export const sourceFields = {
  host: z.string().min(1).max(256),
  port: z.int().min(1).max(65535),
  database: z.string().min(1).max(128),
  catalog: z.string().min(1).max(128),
  clusterId: z.string().min(1).max(64).describe("A cluster of Redshift in this account."),
  instanceId: z.string().min(1).max(64).describe("An instance of RDS in this account."),
  sqlEndpointPath: z.string().min(1).max(4096).describe("The HTTP path of a SQL warehouse."),
  warehouse: z.string().min(1).max(128),
  workGroup: z.string().min(1).max(128).describe("A work group of Athena; primary when absent."),
  domain: z.string().min(1).max(64).describe("A domain of OpenSearch in this account."),
  projectId: z.string().min(1).max(256).describe("A project of Google Cloud."),
  dataSetRegion: z.string().min(1).max(256).describe("Where BigQuery has the data."),
  tableBucketArn: z
    .string()
    .regex(
      /^arn:aws[-a-z0-9]*:s3tables:[-a-z0-9]*:\d{12}:bucket\/[\w-]{3,63}$/,
      "use the ARN of a table bucket",
    ),
  productType: z.enum(["GALAXY", "ENTERPRISE"]).describe("Which Starburst it is."),
  useServiceName: z
    .boolean()
    .describe("True: `database` is a service name of Oracle; a SID when absent."),
  databaseAccessControlRole: z
    .string()
    .min(1)
    .max(128)
    .describe("The role in the database that QuickSight takes."),
  authenticationType: z
    .enum(["PASSWORD", "KEYPAIR", "TOKEN", "X509"])
    .describe("How it is signed in to; PASSWORD when absent. TOKEN and X509 are OAuth."),
  tokenProviderUrl: z.url().max(2048).describe("OAuth: where the identity provider gives tokens."),
  oAuthScope: z.string().min(1).max(128),
  identityProviderResourceUri: z.string().min(1).max(2048),
  identityProviderCACertificatesBundleS3Uri: z
    .string()
    .regex(/^s3:\/\/.+\/.+/, "use an address such as s3://bucket/bundle.pem")
    .max(2048)
    .describe("Certificates of the identity provider's authority, where it is not a public one."),
  roleArn: roleArn.describe(
    "A role that Athena is asked with, in place of QuickSight's own, or that gets QuickSight into Redshift.",
  ),
  consumerAccountRoleArn: roleArn.describe(
    "A role of the account that Athena is asked in; `roleArn` assumes it.",
  ),
  databaseUser: z.string().min(1).max(64).describe("Whom the role becomes in Redshift."),
  databaseGroups: z
    .array(z.string().min(1).max(64))
    .min(1)
    .max(50)
    .describe("Groups of Redshift that the user joins."),
  autoCreateDatabaseUser: z
    .boolean()
    .describe("True: Redshift makes the user where it is missing."),
};

/** One of {@link sourceFields}. */
export type SourceField = keyof typeof sourceFields;
