import type {
  CreateRefreshScheduleCommandInput,
  CreateRefreshScheduleCommandOutput,
} from "@aws-sdk/client-quicksight";
import { ApiError } from "../apiError.ts";
import { dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { checkSchedule } from "./checkSchedule.ts";

/** From the documentation of CreateRefreshSchedule. */
const maxSchedules = 5;

/** Adds a schedule; nothing is ever loaded by it here. */
export const createRefreshSchedule: Handler<
  CreateRefreshScheduleCommandInput,
  CreateRefreshScheduleCommandOutput
> = (call, store) => {
  const { Schedule } = call.input;
  const dataSet = requireAsset(assetsOf(store, call).dataSets, dataSetKind, call.input.DataSetId);
  const { ScheduleId } = Schedule;
  if (dataSet.refreshSchedules.has(ScheduleId)) {
    throw new ApiError("ResourceExistsException", `Refresh schedule ${ScheduleId} already exists.`);
  }
  if (dataSet.refreshSchedules.size >= maxSchedules) {
    const message = `A data set can have at most ${maxSchedules} refresh schedules.`;
    throw new ApiError("LimitExceededException", message);
  }
  checkSchedule(dataSet, Schedule, call.now);
  const Arn = `${dataSet.arn}/refresh-schedule/${ScheduleId}`;
  dataSet.refreshSchedules.set(ScheduleId, { ...Schedule, Arn });
  return { ScheduleId, Arn };
};
