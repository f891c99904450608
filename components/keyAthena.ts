import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  encryptionQuery,
  trailColumns,
  trailDatabaseOf,
  trailFormat,
  type TrailLocation,
  trailLocationOf,
  trailPartitions,
  trailTableName,
  trailTableParameters,
} from "@quicksight-governance/core/keys/athena";

/** Arguments of {@link KeyAthena}. */
export interface KeyAthenaArgs {
  readonly accountId: string;
  readonly region: string;
  /** Where the trail's files are. */
  readonly location: TrailLocation;
  /** So many days back there are files; absent: as far as there can be any. */
  readonly keptDays?: number | undefined;
  /** The ARN of the default key, where there is one. */
  readonly defaultKey?: pulumi.Input<string | undefined>;
  /** Where results go: `s3://BUCKET/FOLDER/`. */
  readonly results: pulumi.Input<string>;
  /** What a query may read, in gigabytes. */
  readonly mostGigabytes: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** The work group's name, one in a Region. */
export const keyWorkgroupName = "quicksight-governance";

/** What the work group and the database say of themselves, by which they are known. */
export const keyAthenaDescription = "Which key encrypts each data set of QuickSight";

const gigabyte = 1e9;

/**
 * What Athena needs to say which key encrypts each data set, by the files of a trail: a work group whose settings no caller can change, a
 * table over the trail with partition projection, and a saved query with the columns of encryption.csv.
 *
 * Nothing of it holds history, and a destroy takes it all, also queries that somebody saved in the work group, as Athena deletes no work
 * group that was used otherwise.
 *
 * @example
 * new KeyAthena("athena", { accountId, region, location: { bucket }, results: "s3://BUCKET/athena-results/", mostGigabytes: 1000, tags: {} });
 */
export class KeyAthena extends pulumi.ComponentResource {
  constructor(name: string, args: KeyAthenaArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:account:KeyAthena", name, args, opts);
    const { accountId, region, tags } = args;
    const child = { parent: this };
    const workgroup = new aws.athena.Workgroup(
      name,
      {
        name: keyWorkgroupName,
        description: keyAthenaDescription,
        configuration: {
          enforceWorkgroupConfiguration: true,
          bytesScannedCutoffPerQuery: args.mostGigabytes * gigabyte,
          resultConfiguration: {
            outputLocation: args.results,
            encryptionConfiguration: { encryptionOption: "SSE_S3" },
          },
        },
        forceDestroy: true,
        tags,
      },
      child,
    );
    const database = new aws.glue.CatalogDatabase(
      name,
      { name: trailDatabaseOf(region), description: keyAthenaDescription, tags },
      child,
    );
    const table = new aws.glue.CatalogTable(name, tableOf(args, database.name), child);
    const range = { accountId, region, database: trailDatabaseOf(region), table: trailTableName };
    new aws.athena.NamedQuery(
      name,
      {
        name: "Which key encrypts each data set",
        description:
          "The columns of encryption.csv, by what events tell; qsgov keys --athena knows names as well",
        workgroup: workgroup.name,
        database: database.name,
        query: pulumi
          .output(args.defaultKey)
          .apply((defaultKey) => encryptionQuery(range, defaultKey)),
      },
      { ...child, dependsOn: table },
    );
    this.registerOutputs({});
  }
}

function tableOf(
  { location, keptDays }: KeyAthenaArgs,
  databaseName: pulumi.Input<string>,
): aws.glue.CatalogTableArgs {
  const named = ([name, type]: readonly [string, string]) => ({ name, type });
  const { inputFormat, outputFormat, serializationLibrary } = trailFormat;
  return {
    databaseName,
    name: trailTableName,
    description: keyAthenaDescription,
    tableType: "EXTERNAL_TABLE",
    parameters: trailTableParameters(location, keptDays),
    partitionKeys: trailPartitions.map(named),
    storageDescriptor: {
      ...{ location: trailLocationOf(location), inputFormat, outputFormat },
      serDeInfo: { serializationLibrary },
      columns: trailColumns.map(named),
    },
  };
}
