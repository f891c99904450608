import type {
  ListRefreshSchedulesCommandInput,
  ListRefreshSchedulesCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";

/** All schedules of a data set; this list has no pages. */
export const listRefreshSchedules: Handler<
  ListRefreshSchedulesCommandInput,
  ListRefreshSchedulesCommandOutput
> = (call, store) => {
  const dataSet = requireAsset(assetsOf(store, call).dataSets, dataSetKind, call.input.DataSetId);
  return { RefreshSchedules: [...dataSet.refreshSchedules.values()] };
};
