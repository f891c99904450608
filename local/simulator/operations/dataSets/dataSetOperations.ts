import type { OperationGroup } from "../handler.ts";
import { createDataSet } from "./createDataSet.ts";
import { deleteDataSet } from "./deleteDataSet.ts";
import { describeDataSet } from "./describeDataSet.ts";
import { describeDataSetPermissions } from "./describeDataSetPermissions.ts";
import { listDataSets } from "./listDataSets.ts";
import { searchDataSets } from "./searchDataSets.ts";
import { updateDataSet } from "./updateDataSet.ts";
import { updateDataSetPermissions } from "./updateDataSetPermissions.ts";

/** Data sets with their rules about rows and columns. */
export const dataSetOperations: OperationGroup = {
  scope: "region",
  handlers: {
    CreateDataSet: createDataSet,
    DeleteDataSet: deleteDataSet,
    DescribeDataSet: describeDataSet,
    DescribeDataSetPermissions: describeDataSetPermissions,
    ListDataSets: listDataSets,
    SearchDataSets: searchDataSets,
    UpdateDataSet: updateDataSet,
    UpdateDataSetPermissions: updateDataSetPermissions,
  },
};
