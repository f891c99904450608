import type { Bag } from "./resource.ts";
import { isBag, unknownValue } from "./values.ts";

/** What the released provider looks at while it plans one type, besides what its schema declares. */
export interface PlanRules {
  /** Why the plan fails; undefined when it does not. `state` is undefined while the inputs alone are checked. */
  refusal?: (inputs: Bag, state?: Bag) => string | undefined;
  /** The inputs whose change is none this time. */
  ignores?: (state: Bag, inputs: Bag) => string[];
  /** The inputs whose change makes the resource anew this time. */
  replacesFor?: (state: Bag, inputs: Bag) => string[];
}

/** The rules by type token. */
export const planRules: Readonly<Record<string, PlanRules>> = {
  "aws:quicksight/dataSet:DataSet": {
    refusal: ({ importMode, refreshProperties }) =>
      importMode === "DIRECT_QUERY" && refreshProperties !== undefined
        ? "refresh_properties cannot be set when import_mode is DIRECT_QUERY"
        : undefined,
  },
  "aws:quicksight/dataSource:DataSource": {
    refusal: ({ parameters }) => {
      const kinds = isBag(parameters) ? Object.keys(parameters) : [];
      return kinds.length > 1
        ? `only one of parameters can be set, not ${kinds.join(", ")}`
        : undefined;
    },
  },
  "aws:quicksight/refreshSchedule:RefreshSchedule": { refusal: refuseDay },
  "aws:s3/bucketVersioning:BucketVersioning": {
    refusal: ({ versioningConfiguration: wanted }, { versioningConfiguration: held } = {}) =>
      statusOf(wanted) === "Disabled" && ["Enabled", "Suspended"].includes(statusOf(held))
        ? `versioning_configuration.status cannot be updated from '${statusOf(held)}' to 'Disabled'`
        : undefined,
  },
  "aws:secretsmanager/secretRotation:SecretRotation": {
    refusal: ({ rotationEnabled, rotationRules }) => {
      const isDisabled = rotationEnabled === false;
      if (isDisabled === (rotationRules === undefined)) return undefined;
      return isDisabled
        ? "`rotation_rules` cannot be set when `rotation_enabled` is `false`; remove the `rotation_rules` block to disable rotation"
        : "`rotation_rules` is required unless `rotation_enabled` is `false`";
    },
  },
  "aws:ssm/parameter:Parameter": {
    // Which tier it became is AWS's choice.
    ignores: ({ tier }, inputs) =>
      inputs.tier === "Intelligent-Tiering" && tier !== undefined ? ["tier"] : [],
    replacesFor: (state, inputs) =>
      state.tier === "Advanced" && inputs.tier === "Standard" ? ["tier"] : [],
  },
};

function statusOf(configuration: unknown): string {
  return isBag(configuration) ? String(configuration.status) : "";
}

/** A day of the week goes with WEEKLY, a day of the month with MONTHLY, and none with any other interval. */
function refuseDay({ schedule }: Bag): string | undefined {
  const frequency = isBag(schedule) ? schedule.scheduleFrequency : undefined;
  if (!isBag(frequency) || frequency.interval === unknownValue) return undefined;
  const { interval, refreshOnDay } = frequency;
  const day = isBag(refreshOnDay) ? refreshOnDay : {};
  if (interval === "WEEKLY" && day.dayOfWeek === undefined) {
    return "refresh_on_day.day_of_week is required when the interval is WEEKLY";
  }
  if (interval === "MONTHLY" && day.dayOfMonth === undefined) {
    return "refresh_on_day.day_of_month is required when the interval is MONTHLY";
  }
  if (interval !== "WEEKLY" && interval !== "MONTHLY" && refreshOnDay !== undefined) {
    return `refresh_on_day must not be set when the interval is ${String(interval)}`;
  }
  return undefined;
}
