import type { DataSetRefreshProperties, RefreshSchedule } from "@aws-sdk/client-quicksight";
import type { DataSet } from "../../store/assets.ts";
import { ApiError } from "../apiError.ts";
import { refuse } from "../refuse.ts";

/**
 * Refuses a data set that is queried directly, which has no refresh properties to put, show or delete.
 *
 * The words are AWS's, as users report them of putting; that the error is the same for showing is from recordings, for deleting assumed.
 */
export function requireSpice({ id, definition }: DataSet): void {
  if (definition.ImportMode !== "SPICE") {
    refuse(
      `The dataset ${id} is not a SPICE dataset and is not supported for incremental refresh.`,
    );
  }
}

/** The refresh properties, or ResourceNotFoundException when there are none; the words are ours. */
export function requireRefreshProperties(dataSet: DataSet): DataSetRefreshProperties {
  requireSpice(dataSet);
  const { id, refreshProperties } = dataSet;
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
