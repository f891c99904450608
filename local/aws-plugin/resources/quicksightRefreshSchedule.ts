import {
  CreateRefreshScheduleCommand,
  DeleteRefreshScheduleCommand,
  DescribeRefreshScheduleCommand,
  QuickSightClient,
  UpdateRefreshScheduleCommand,
  type IngestionType,
  type RefreshFrequency,
  type RefreshSchedule,
} from "@aws-sdk/client-quicksight";
import { fromApi, toApi, type Written } from "../apiNames.ts";
import type { Resource } from "../resource.ts";

type RefreshScheduleInputs = {
  awsAccountId?: string;
  dataSetId: string;
  scheduleId: string;
  schedule: {
    refreshType: IngestionType;
    scheduleFrequency: Written<RefreshFrequency>;
    /** Such as `2026-01-31T06:00:00`, in UTC. */
    startAfterDateTime?: string;
  };
};

/** `aws.quicksight.RefreshSchedule`; its id is `ACCOUNT,DATA_SET,SCHEDULE`. */
export const quicksightRefreshSchedule: Resource<RefreshScheduleInputs> = {
  type: "aws:quicksight/refreshSchedule:RefreshSchedule",
  inputs: ["awsAccountId", "dataSetId", "scheduleId", "schedule"],
  notFound: ["ResourceNotFoundException"],

  async create(context, { awsAccountId, dataSetId, scheduleId, schedule }) {
    const account = awsAccountId ?? (await context.accountId());
    await context.client(QuickSightClient).send(
      new CreateRefreshScheduleCommand({
        AwsAccountId: account,
        DataSetId: dataSetId,
        Schedule: toSchedule(scheduleId, schedule),
      }),
    );
    return [account, dataSetId, scheduleId].join(",");
  },

  async read(context, id) {
    const key = parseId(id);
    const { RefreshSchedule: found, Arn } = await context
      .client(QuickSightClient)
      .send(new DescribeRefreshScheduleCommand(key));
    return {
      awsAccountId: key.AwsAccountId,
      dataSetId: key.DataSetId,
      scheduleId: key.ScheduleId,
      arn: Arn,
      schedule: {
        refreshType: found?.RefreshType,
        scheduleFrequency: fromApi(found?.ScheduleFrequency),
        startAfterDateTime: found?.StartAfterDateTime?.toISOString().slice(0, 19),
      },
    };
  },

  async update(context, id, { schedule }, previous) {
    const { ScheduleId, ...dataSet } = parseId(id);
    const { startAfterDateTime, ...rest } = schedule;
    // AWS takes a start in the future only, so that one that did not change is not sent again.
    const start =
      startAfterDateTime === undefined ||
      startAfterDateTime === previous.schedule?.startAfterDateTime
        ? {}
        : { startAfterDateTime };
    const Schedule = toSchedule(ScheduleId, { ...rest, ...start });
    await context
      .client(QuickSightClient)
      .send(new UpdateRefreshScheduleCommand({ ...dataSet, Schedule }));
  },

  async delete(context, id) {
    await context.client(QuickSightClient).send(new DeleteRefreshScheduleCommand(parseId(id)));
  },
};

function toSchedule(id: string, schedule: RefreshScheduleInputs["schedule"]): RefreshSchedule {
  const { refreshType, scheduleFrequency, startAfterDateTime: start } = schedule;
  return {
    ScheduleId: id,
    RefreshType: refreshType,
    ScheduleFrequency: toApi<RefreshFrequency>(scheduleFrequency),
    ...(start ? { StartAfterDateTime: new Date(`${start}Z`) } : {}),
  };
}

function parseId(id: string) {
  const [AwsAccountId = "", DataSetId = "", ScheduleId = ""] = id.split(",");
  return { AwsAccountId, DataSetId, ScheduleId };
}
