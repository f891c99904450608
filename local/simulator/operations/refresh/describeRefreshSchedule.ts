import type {
  DescribeRefreshScheduleCommandInput,
  DescribeRefreshScheduleCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { requireRefreshSchedule } from "./requireRefresh.ts";

/** Shows a schedule. */
export const describeRefreshSchedule: Handler<
  DescribeRefreshScheduleCommandInput,
  DescribeRefreshScheduleCommandOutput
> = (call, store) => {
  const dataSet = requireAsset(assetsOf(store, call).dataSets, dataSetKind, call.input.DataSetId);
  const schedule = requireRefreshSchedule(dataSet, call.input.ScheduleId);
  return { RefreshSchedule: schedule, Arn: schedule.Arn };
};
