import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { NamespaceScope } from "@quicksight-governance/core/aws";
import { type Connection, describeReady } from "@quicksight-governance/core/data";
import {
  apiParametersOf,
  assetIdOf,
  type DatabaseAddress,
  type GrantedGroups,
  isNative,
  parametersOf,
  sourceKindOf,
} from "@quicksight-governance/core/settings";
import { ApiDataSource } from "../providers/apiDataSource.ts";
import { Completion } from "../providers/completion.ts";
import { tokens } from "../providers/tokens.ts";
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
  /**
   * True: by the API, and not by the native resource.
   * @default what the native resource does not have
   */
  readonly byApi?: boolean | undefined;
}

/**
 * A QuickSight data source, native wherever the native resource has it. Credentials are a secret's ARN and never a pair, so that no
 * password passes through the program or its state; TLS is on unless the settings say otherwise. A secret that somebody replaced by hand is
 * seen and put back.
 *
 * @example
 * new DataSource("default-sales", { scope, region, displayName: "Sales", connection: { type: "POSTGRESQL", host: "db.x.com", … }, groups, tags });
 */
export class DataSource extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly dataSourceId: string;

  constructor(name: string, args: DataSourceArgs, opts?: pulumi.ComponentResourceOptions) {
    const { byApi: isByApi, ...said } = args;
    super("quicksight-governance:tenant:DataSource", name, said, opts);
    this.dataSourceId = assetIdOf(name);
    const { scope, region, displayName, tags, connection } = args;
    const declared: Declared = {
      ...{ awsAccountId: scope.accountId, region, dataSourceId: this.dataSourceId },
      ...{ name: displayName, tags, permissions: grantAsset(scope, "data-source", args.groups) },
    };
    // Another type makes another data source under the same id, so that the old one must go first, whichever of the two resources
    // it is: to the engine they are one, by the alias. The native provider sees to that only where the name stays as well.
    const options = { parent: this, deleteBeforeReplace: true };
    const alias = (type: string) => ({ ...options, aliases: [{ type }] });
    const byApi =
      connection.type !== "S3" && (isByApi ?? !isNative(connection)) ? connection : undefined;
    this.arn =
      byApi === undefined
        ? declareNative(name, declared, connection, alias(tokens.apiDataSource))
        : new ApiDataSource(name, { ...declared, ...describeForApi(byApi) }, alias(nativeType)).arn;
    this.registerOutputs({ arn: this.arn, dataSourceId: this.dataSourceId });
  }
}

const nativeType = "aws:quicksight/dataSource:DataSource";

/** What both resources are given alike. */
type Declared = Omit<Connection, "type" | "parameters">;

/** The native resource, and what follows it to its end. */
function declareNative(
  name: string,
  { permissions, ...declared }: Declared,
  connection: DatabaseConnection | FileConnection,
  options: pulumi.CustomResourceOptions & { readonly parent: pulumi.Resource },
): pulumi.Output<string> {
  const described = describeConnection(connection);
  const source = new aws.quicksight.DataSource(
    name,
    {
      ...declared,
      ...described,
      // An empty list is not valid in the API: no permissions are no list.
      ...(permissions.length === 0
        ? {}
        : { permissions: permissions.map((one) => ({ ...one, actions: [...one.actions] })) }),
    },
    options,
  );
  const { awsAccountId: accountId, region, dataSourceId: subject, name: displayName } = declared;
  new Completion(
    `${name}-connection`,
    {
      ...{ kind: "dataSource", accountId, region, subject, displayName },
      definition: pulumi.jsonStringify(described).apply(contentVersion),
      wanted: describeReady("secretArn" in connection ? connection.secretArn : undefined),
    },
    { parent: options.parent, dependsOn: source },
  );
  return source.arn;
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
  return {
    type: connection.type,
    parameters: parametersOf(connection),
    ...describeSigningIn(connection),
  };
}

function describeForApi(connection: DatabaseConnection) {
  const parameters = apiParametersOf(connection);
  return {
    type: connection.type,
    ...(parameters && { parameters }),
    ...describeSigningIn(connection),
  };
}

function describeSigningIn({ type, secretArn, ssl, vpcConnection }: DatabaseConnection) {
  return {
    ...(secretArn !== undefined && { credentials: { secretArn } }),
    ...(sourceKindOf(type).connects.includes("ssl") && { sslProperties: { disableSsl: !ssl } }),
    ...(vpcConnection && { vpcConnectionProperties: { vpcConnectionArn: vpcConnection } }),
  };
}
