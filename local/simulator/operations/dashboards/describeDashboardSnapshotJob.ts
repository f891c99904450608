import type {
  DescribeDashboardSnapshotJobCommandInput,
  DescribeDashboardSnapshotJobCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireSnapshotJob } from "./requireSnapshotJob.ts";

/** Shows how far a snapshot of a dashboard is. */
export const describeDashboardSnapshotJob: Handler<
  DescribeDashboardSnapshotJobCommandInput,
  DescribeDashboardSnapshotJobCommandOutput
> = (call, store) => {
  const { AwsAccountId, DashboardId } = call.input;
  const {
    id: SnapshotJobId,
    arn: Arn,
    status,
    createdAt,
    configuration,
  } = requireSnapshotJob(call, store);
  return {
    ...{ AwsAccountId, DashboardId, SnapshotJobId, Arn, JobStatus: status },
    ...{ SnapshotConfiguration: configuration, CreatedTime: new Date(createdAt) },
  };
};
