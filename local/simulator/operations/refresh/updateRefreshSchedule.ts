import type {
  UpdateRefreshScheduleCommandInput,
  UpdateRefreshScheduleCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { checkSchedule } from "./checkSchedule.ts";
import { requireRefreshSchedule } from "./requireRefresh.ts";

/** Replaces a schedule. */
export const updateRefreshSchedule: Handler<
  UpdateRefreshScheduleCommandInput,
  UpdateRefreshScheduleCommandOutput
> = (call, store) => {
  const { Schedule } = call.input;
  const dataSet = requireAsset(assetsOf(store, call).dataSets, dataSetKind, call.input.DataSetId);
  const { ScheduleId, Arn } = requireRefreshSchedule(dataSet, Schedule.ScheduleId);
  checkSchedule(dataSet, Schedule, call.now);
  dataSet.refreshSchedules.set(Schedule.ScheduleId, { ...Schedule, Arn });
  return { ScheduleId, Arn };
};
