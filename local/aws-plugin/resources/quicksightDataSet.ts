import {
  CreateDataSetCommand,
  DeleteDataSetCommand,
  DeleteDataSetRefreshPropertiesCommand,
  DescribeDataSetCommand,
  DescribeDataSetPermissionsCommand,
  QuickSightClient,
  UpdateDataSetCommand,
  UpdateDataSetPermissionsCommand,
  type ColumnGroup,
  type ColumnLevelPermissionRule,
  type DataSetImportMode,
  type DataSetUsageConfiguration,
  type DataSetUseAs,
  type ResourcePermission,
  type RowLevelPermissionDataSet,
  type RowLevelPermissionTagConfiguration,
} from "@aws-sdk/client-quicksight";
import { fromApi, toApi, type Written } from "../apiNames.ts";
import type { Context } from "../context.ts";
import { changedOnly } from "../diffInputs.ts";
import type { Bag, Resource } from "../resource.ts";
import { schemaOf } from "../schema/typeSchema.ts";
import { toTagList } from "../tags.ts";
import {
  changeRefreshProperties,
  type DataSetKey,
  readRefreshProperties,
  type RefreshProperties,
} from "./quicksightDataSetRefresh.ts";
import { fromTables, toTables, type Tables } from "./quicksightDataSetTables.ts";
import { permissionChanges, type Permissions } from "./quicksightPermissions.ts";
import { changeTags, readTags } from "./quicksightTags.ts";

type DataSetInputs = Tables & {
  awsAccountId?: string;
  dataSetId: string;
  name: string;
  importMode: DataSetImportMode;
  columnGroups?: Written<ColumnGroup>[];
  columnLevelPermissionRules?: Written<ColumnLevelPermissionRule>[];
  dataSetUsageConfiguration?: Written<DataSetUsageConfiguration>;
  permissions?: Permissions;
  refreshProperties?: RefreshProperties;
  rowLevelPermissionDataSet?: Written<RowLevelPermissionDataSet>;
  rowLevelPermissionTagConfiguration?: Written<RowLevelPermissionTagConfiguration>;
  tags?: Record<string, string>;
  useAs?: DataSetUseAs;
};

/** `aws.quicksight.DataSet`; its id is `ACCOUNT,ID`. Nothing waits for its data to be loaded. */
export const quicksightDataSet: Resource<DataSetInputs> = {
  type: "aws:quicksight/dataSet:DataSet",
  inputs: [
    "awsAccountId",
    "dataSetId",
    "useAs",
    "columnGroups",
    "columnLevelPermissionRules",
    "dataSetUsageConfiguration",
    "fieldFolders",
    "importMode",
    "logicalTableMaps",
    "name",
    "permissions",
    "physicalTableMaps",
    "refreshProperties",
    "rowLevelPermissionDataSet",
    "rowLevelPermissionTagConfiguration",
    "tags",
  ],
  naming: { input: "name", maxLength: 255 },
  notFound: ["ResourceNotFoundException"],

  async create(context, inputs) {
    const account = inputs.awsAccountId ?? (await context.accountId());
    const tags = toTagList(inputs.tags);
    const { permissions, useAs } = inputs;
    await context.client(QuickSightClient).send(
      new CreateDataSetCommand({
        AwsAccountId: account,
        DataSetId: inputs.dataSetId,
        ...definitionOf(inputs),
        ...(permissions?.length ? { Permissions: toApi<ResourcePermission[]>(permissions) } : {}),
        ...(tags.length > 0 ? { Tags: tags } : {}),
        ...(useAs ? { UseAs: useAs } : {}),
      }),
    );
    return `${account},${inputs.dataSetId}`;
  },

  async settle(context, id, { refreshProperties }) {
    if (refreshProperties === undefined) return;
    await changeRefreshProperties(context, parseId(id), refreshProperties);
  },

  async read(context, id) {
    const client = context.client(QuickSightClient);
    const key = parseId(id);
    const { DataSet: found = {} } = await client.send(new DescribeDataSetCommand(key));
    const { Permissions } = await client.send(new DescribeDataSetPermissionsCommand(key));
    return {
      awsAccountId: key.AwsAccountId,
      dataSetId: found.DataSetId,
      arn: found.Arn,
      name: found.Name,
      importMode: found.ImportMode,
      useAs: found.UseAs,
      ...fromTables(found),
      columnGroups: fromApi(found.ColumnGroups),
      columnLevelPermissionRules: fromApi(found.ColumnLevelPermissionRules),
      dataSetUsageConfiguration: fromApi(found.DataSetUsageConfiguration),
      outputColumns: fromApi(found.OutputColumns ?? [], ["Id", "SubType"]),
      permissions: fromApi(Permissions ?? []),
      ...(found.ImportMode === "SPICE" ? await toldRefreshProperties(context, key) : {}),
      rowLevelPermissionDataSet: fromApi(found.RowLevelPermissionDataSet),
      rowLevelPermissionTagConfiguration: fromApi(found.RowLevelPermissionTagConfiguration, [
        "TagRuleConfigurations",
      ]),
      tags: await readTags(context, found.Arn),
    };
  },

  async update(context, id, planned, state) {
    const client = context.client(QuickSightClient);
    const key = parseId(id);
    // An update loads the data anew.
    const besides = ["permissions", "refreshProperties", "tags"];
    if (!changedOnly(besides, schemaOf(this.type), state, planned)) {
      await client.send(new UpdateDataSetCommand({ ...key, ...definitionOf(planned) }));
    }
    const changes = permissionChanges(state.permissions, planned.permissions);
    if (changes) await client.send(new UpdateDataSetPermissionsCommand({ ...key, ...changes }));
    if (state.refreshProperties && !planned.refreshProperties) {
      await client.send(new DeleteDataSetRefreshPropertiesCommand(key));
    }
    await changeTags(context, (state as Bag).arn as string, state.tags, planned.tags);
  },

  async delete(context, id) {
    await context.client(QuickSightClient).send(new DeleteDataSetCommand(parseId(id)));
  },
};

/** Properties that vanished are not told: as with the released provider, the state goes on having them. */
async function toldRefreshProperties(context: Context, key: DataSetKey) {
  const refreshProperties = await readRefreshProperties(context, key);
  return refreshProperties === undefined ? {} : { refreshProperties };
}

/** The whole data set: an update replaces it, so that what it leaves out (such as row-level security) is gone. */
function definitionOf(inputs: DataSetInputs) {
  return {
    Name: inputs.name,
    ImportMode: inputs.importMode,
    ...toTables(inputs),
    ColumnGroups: given<ColumnGroup[]>(inputs.columnGroups),
    ColumnLevelPermissionRules: given<ColumnLevelPermissionRule[]>(
      inputs.columnLevelPermissionRules,
    ),
    DataSetUsageConfiguration: given<DataSetUsageConfiguration>(inputs.dataSetUsageConfiguration),
    RowLevelPermissionDataSet: given<RowLevelPermissionDataSet>(inputs.rowLevelPermissionDataSet),
    RowLevelPermissionTagConfiguration: given<RowLevelPermissionTagConfiguration>(
      inputs.rowLevelPermissionTagConfiguration,
    ),
  };
}

function given<T>(value: Written<T> | undefined): T | undefined {
  return value === undefined ? undefined : toApi<T>(value);
}

function parseId(id: string) {
  const [AwsAccountId = "", DataSetId = ""] = id.split(",");
  return { AwsAccountId, DataSetId };
}
