import type { DataSetRefreshProperties, RefreshSchedule } from "@aws-sdk/client-quicksight";
import type { DataSet } from "../../store/assets.ts";
import { ApiError } from "../apiError.ts";

/** The refresh properties, or ResourceNotFoundException when there are none; the words are ours. */
export function requireRefreshProperties({
  id,
  refreshProperties,
}: DataSet): DataSetRefreshProperties {
  if (refreshProperties === undefined) {
    throw new ApiError("ResourceNotFoundException", `DataSet ${id} has no refresh properties.`);
  }
  return refreshProperties;
}

/** A schedule by its id, or ResourceNotFoundException; the words are ours. */
export function requireRefreshSchedule(
  { id, refreshSchedules }: DataSet,
  scheduleId: string,
): RefreshSchedule {
  const schedule = refreshSchedules.get(scheduleId);
  if (schedule === undefined) {
    const message = `Refresh schedule ${scheduleId} of DataSet ${id} not found.`;
    throw new ApiError("ResourceNotFoundException", message);
  }
  return schedule;
}
