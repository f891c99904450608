import type {
  DeleteRefreshScheduleCommandInput,
  DeleteRefreshScheduleCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { requireRefreshSchedule } from "./requireRefresh.ts";

/** Removes a schedule. */
export const deleteRefreshSchedule: Handler<
  DeleteRefreshScheduleCommandInput,
  DeleteRefreshScheduleCommandOutput
> = (call, store) => {
  const dataSet = requireAsset(assetsOf(store, call).dataSets, dataSetKind, call.input.DataSetId);
  const { ScheduleId, Arn } = requireRefreshSchedule(dataSet, call.input.ScheduleId);
  dataSet.refreshSchedules.delete(call.input.ScheduleId);
  return { ScheduleId, Arn };
};
