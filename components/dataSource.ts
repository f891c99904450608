import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { NamespaceScope } from "@quicksight-governance/core/aws";
import { describeReady } from "@quicksight-governance/core/data";
import {
  assetIdOf,
  type DatabaseAddress,
  type GrantedGroups,
  parametersOf,
} from "@quicksight-governance/core/settings";
import { Completion } from "../providers/completion.ts";
import { contentVersion } from "./contentVersion.ts";
import { grantAsset } from "./grantAsset.ts";

/** A database: where it is, in what its type takes, and the secret with which it is signed in to. */
export interface DatabaseConnection extends Omit<DatabaseAddress, "secret" | "ssl"> {
  /** Full ARN of the secret, the only way to give credentials; absent where QuickSight goes there with a role. */
  readonly secretArn?: string | undefined;
  /** TLS to the database. */
  readonly ssl: boolean;
}

/** A file in S3, by its manifest. */
export interface FileConnection {
  readonly type: "S3";
  readonly manifest: pulumi.Input<{ bucket: string; key: string }>;
  /** The role that QuickSight reads the file with. */
  readonly roleArn: pulumi.Input<string>;
}

/** Arguments of {@link DataSource}. */
export interface DataSourceArgs {
  readonly scope: NamespaceScope;
  /** Where the data source lives: the data Region. */
  readonly region: string;
  /** The name people see. */
  readonly displayName: string;
  readonly connection: DatabaseConnection | FileConnection;
  readonly groups: GrantedGroups;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A QuickSight data source. Credentials are a secret's ARN and never a pair, so that no password passes through the program
 * or its state; TLS is on unless the settings say otherwise. A secret that somebody replaced by hand is seen and put back.
 *
 * @example
 * new DataSource("default-sales", { scope, region, displayName: "Sales", connection: { type: "POSTGRESQL", host: "db.x.com", … }, groups, tags });
 */
export class DataSource extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly dataSourceId: string;

  constructor(name: string, args: DataSourceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:tenant:DataSource", name, args, opts);
    const permissions = grantAsset(args.scope, "data-source", args.groups);

    this.dataSourceId = assetIdOf(name);
    const { scope, region, displayName } = args;
    const connection = describeConnection(args.connection);
    const source = new aws.quicksight.DataSource(
      name,
      {
        awsAccountId: scope.accountId,
        region,
        dataSourceId: this.dataSourceId,
        name: displayName,
        ...connection,
        // An empty list is not valid in the API: no permissions are no list.
        ...(permissions.length === 0 ? {} : { permissions }),
        tags: args.tags,
      },
      // Another type makes another data source under the same id, so that the old one must go first. The provider sees to that only
      // where the name stays as well.
      { parent: this, deleteBeforeReplace: true },
    );
    const { accountId } = scope;
    new Completion(
      `${name}-connection`,
      {
        ...{ kind: "dataSource", accountId, region, subject: this.dataSourceId, displayName },
        definition: pulumi.jsonStringify(connection).apply(contentVersion),
        wanted: describeReady(
          "secretArn" in args.connection ? args.connection.secretArn : undefined,
        ),
      },
      { parent: this, dependsOn: source },
    );

    this.arn = source.arn;
    this.registerOutputs({ arn: this.arn, dataSourceId: this.dataSourceId });
  }
}

type ConnectionArgs = Pick<
  aws.quicksight.DataSourceArgs,
  "type" | "parameters" | "credentials" | "sslProperties" | "vpcConnectionProperties"
>;

function describeConnection(connection: DatabaseConnection | FileConnection): ConnectionArgs {
  if (connection.type === "S3") {
    const { manifest: manifestFileLocation, roleArn } = connection;
    return { type: "S3", parameters: { s3: { manifestFileLocation, roleArn } } };
  }
  const { type, secretArn, ssl, vpcConnection } = connection;
  return {
    type,
    parameters: parametersOf(connection),
    ...(secretArn !== undefined && {
      credentials: { secretArn },
      sslProperties: { disableSsl: !ssl },
    }),
    ...(vpcConnection && { vpcConnectionProperties: { vpcConnectionArn: vpcConnection } }),
  };
}
