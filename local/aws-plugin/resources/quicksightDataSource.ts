import {
  CreateDataSourceCommand,
  DeleteDataSourceCommand,
  DescribeDataSourceCommand,
  DescribeDataSourcePermissionsCommand,
  QuickSightClient,
  UpdateDataSourceCommand,
  UpdateDataSourcePermissionsCommand,
  type DataSource,
  type DataSourceCredentials,
  type DataSourceType,
  type ResourcePermission,
  type SslProperties,
  type VpcConnectionProperties,
} from "@aws-sdk/client-quicksight";
import { fromApi, toApi, type Written } from "../apiNames.ts";
import type { Context } from "../context.ts";
import { changedOnly } from "../diffInputs.ts";
import type { Bag, Resource } from "../resource.ts";
import { schemaOf } from "../schema/typeSchema.ts";
import { toTagList } from "../tags.ts";
import { waitFor } from "../wait.ts";
import {
  fromDataSourceParameters,
  toDataSourceParameters,
  type Parameters,
} from "./quicksightDataSourceParameters.ts";
import { permissionChanges, type Permissions } from "./quicksightPermissions.ts";
import { changeTags, readTags } from "./quicksightTags.ts";

type DataSourceInputs = {
  awsAccountId?: string;
  dataSourceId: string;
  name: string;
  type: DataSourceType;
  parameters: Parameters;
  credentials?: {
    copySourceArn?: string;
    credentialPair?: { username: string; password: string };
    secretArn?: string;
  };
  permissions?: Permissions;
  sslProperties?: Written<SslProperties>;
  vpcConnectionProperties?: Written<VpcConnectionProperties>;
  tags?: Record<string, string>;
};

const limitMs = 300_000;

/** `aws.quicksight.DataSource`; its id is `ACCOUNT/ID`. Credentials are never told back, not even a secret's ARN. */
export const quicksightDataSource: Resource<DataSourceInputs> = {
  type: "aws:quicksight/dataSource:DataSource",
  inputs: [
    "awsAccountId",
    "dataSourceId",
    "type",
    "name",
    "parameters",
    "credentials",
    "permissions",
    "sslProperties",
    "vpcConnectionProperties",
    "tags",
  ],
  naming: { input: "name", maxLength: 255 },
  notFound: ["ResourceNotFoundException"],

  async create(context, inputs) {
    const account = inputs.awsAccountId ?? (await context.accountId());
    const tags = toTagList(inputs.tags);
    await context.client(QuickSightClient).send(
      new CreateDataSourceCommand({
        AwsAccountId: account,
        DataSourceId: inputs.dataSourceId,
        Type: inputs.type,
        ...detailsOf(inputs),
        ...(inputs.permissions?.length
          ? { Permissions: toApi<ResourcePermission[]>(inputs.permissions) }
          : {}),
        ...(tags.length > 0 ? { Tags: tags } : {}),
      }),
    );
    return `${account}/${inputs.dataSourceId}`;
  },

  async settle(context, id) {
    await waitFor("waiting for the data source", limitMs, async () => {
      const { Status = "unknown", ErrorInfo } = await describe(context, id);
      if (Status.endsWith("_SUCCESSFUL")) return true;
      if (Status.endsWith("_IN_PROGRESS")) return undefined;
      const { Type = "", Message = "" } = ErrorInfo ?? {};
      throw new Error(`status is ${Status} ${Type} ${Message}`.trim());
    });
  },

  async read(context, id) {
    const found = await describe(context, id);
    if (found.Status === "DELETED") return undefined;
    const { Permissions } = await context
      .client(QuickSightClient)
      .send(new DescribeDataSourcePermissionsCommand(parseId(id)));
    return {
      awsAccountId: parseId(id).AwsAccountId,
      dataSourceId: found.DataSourceId,
      arn: found.Arn,
      name: found.Name,
      type: found.Type,
      parameters: fromDataSourceParameters(found.DataSourceParameters),
      permissions: fromApi(Permissions ?? []),
      sslProperties: fromApi(found.SslProperties),
      vpcConnectionProperties: fromApi(found.VpcConnectionProperties),
      tags: await readTags(context, found.Arn),
    };
  },

  async update(context, id, planned, state) {
    const client = context.client(QuickSightClient);
    const source = parseId(id);
    if (!changedOnly(["permissions", "tags"], schemaOf(this.type), state, planned)) {
      await client.send(new UpdateDataSourceCommand({ ...source, ...detailsOf(planned) }));
      await this.settle?.(context, id, planned);
    }
    const changes = permissionChanges(state.permissions, planned.permissions);
    if (changes) {
      await client.send(new UpdateDataSourcePermissionsCommand({ ...source, ...changes }));
    }
    await changeTags(context, (state as Bag).arn as string, state.tags, planned.tags);
  },

  async delete(context, id) {
    await context.client(QuickSightClient).send(new DeleteDataSourceCommand(parseId(id)));
  },
};

/** What an update must send again as well, since AWS refuses parameters without credentials and the other way round. */
function detailsOf(inputs: DataSourceInputs) {
  const { credentials, sslProperties, vpcConnectionProperties } = inputs;
  return {
    Name: inputs.name,
    DataSourceParameters: toDataSourceParameters(inputs.parameters),
    ...(credentials ? { Credentials: toApi<DataSourceCredentials>(credentials) } : {}),
    ...(sslProperties ? { SslProperties: toApi<SslProperties>(sslProperties) } : {}),
    ...(vpcConnectionProperties
      ? { VpcConnectionProperties: toApi<VpcConnectionProperties>(vpcConnectionProperties) }
      : {}),
  };
}

async function describe(context: Context, id: string): Promise<DataSource> {
  const { DataSource: found } = await context
    .client(QuickSightClient)
    .send(new DescribeDataSourceCommand(parseId(id)));
  if (found === undefined) throw new Error("DescribeDataSource returned no data source");
  return found;
}

function parseId(id: string) {
  const [AwsAccountId = "", DataSourceId = ""] = id.split("/");
  return { AwsAccountId, DataSourceId };
}
