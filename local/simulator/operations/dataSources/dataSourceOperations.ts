import type { OperationGroup } from "../handler.ts";
import { createDataSource } from "./createDataSource.ts";
import { deleteDataSource } from "./deleteDataSource.ts";
import { describeDataSource } from "./describeDataSource.ts";
import { describeDataSourcePermissions } from "./describeDataSourcePermissions.ts";
import { listDataSources } from "./listDataSources.ts";
import { searchDataSources } from "./searchDataSources.ts";
import { updateDataSource } from "./updateDataSource.ts";
import { updateDataSourcePermissions } from "./updateDataSourcePermissions.ts";

/** Data sources, which are verified over time. */
export const dataSourceOperations: OperationGroup = {
  scope: "region",
  handlers: {
    CreateDataSource: createDataSource,
    DeleteDataSource: deleteDataSource,
    DescribeDataSource: describeDataSource,
    DescribeDataSourcePermissions: describeDataSourcePermissions,
    ListDataSources: listDataSources,
    SearchDataSources: searchDataSources,
    UpdateDataSource: updateDataSource,
    UpdateDataSourcePermissions: updateDataSourcePermissions,
  },
};
