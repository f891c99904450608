import type { OperationGroup } from "../handler.ts";
import { createRefreshSchedule } from "./createRefreshSchedule.ts";
import { deleteDataSetRefreshProperties } from "./deleteDataSetRefreshProperties.ts";
import { deleteRefreshSchedule } from "./deleteRefreshSchedule.ts";
import { describeDataSetRefreshProperties } from "./describeDataSetRefreshProperties.ts";
import { describeRefreshSchedule } from "./describeRefreshSchedule.ts";
import { listRefreshSchedules } from "./listRefreshSchedules.ts";
import { putDataSetRefreshProperties } from "./putDataSetRefreshProperties.ts";
import { updateRefreshSchedule } from "./updateRefreshSchedule.ts";

/** When and how data sets in SPICE are loaded again. */
export const refreshOperations: OperationGroup = {
  scope: "region",
  handlers: {
    CreateRefreshSchedule: createRefreshSchedule,
    DeleteDataSetRefreshProperties: deleteDataSetRefreshProperties,
    DeleteRefreshSchedule: deleteRefreshSchedule,
    DescribeDataSetRefreshProperties: describeDataSetRefreshProperties,
    DescribeRefreshSchedule: describeRefreshSchedule,
    ListRefreshSchedules: listRefreshSchedules,
    PutDataSetRefreshProperties: putDataSetRefreshProperties,
    UpdateRefreshSchedule: updateRefreshSchedule,
  },
};
