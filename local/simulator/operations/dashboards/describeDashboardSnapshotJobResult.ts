import type {
  DescribeDashboardSnapshotJobResultCommandInput,
  DescribeDashboardSnapshotJobResultCommandOutput,
} from "@aws-sdk/client-quicksight";
import { ApiError } from "../apiError.ts";
import type { Handler } from "../handler.ts";
import { requireSnapshotJob } from "./requireSnapshotJob.ts";

/** What came of a snapshot of a dashboard, once it has ended. The file itself is not made; type and words of the error are ours. */
export const describeDashboardSnapshotJobResult: Handler<
  DescribeDashboardSnapshotJobResultCommandInput,
  DescribeDashboardSnapshotJobResultCommandOutput
> = (call, store) => {
  const {
    id,
    arn: Arn,
    status,
    createdAt,
    problem,
    configuration,
  } = requireSnapshotJob(call, store);
  if (status === "RUNNING") {
    throw new ApiError("PreconditionNotMetException", `Snapshot job ${id} has not ended.`);
  }
  const ended = { Arn, JobStatus: status, CreatedTime: new Date(createdAt) };
  if (problem !== undefined) {
    const ErrorInfo = { ErrorType: "EXPORT_FAILED", ErrorMessage: problem };
    return { ...ended, ErrorInfo };
  }
  const FileGroups = configuration.FileGroups.map(({ Files }) => ({
    Files,
    S3Results: [{ S3Uri: `https://127.0.0.1/${id}.pdf` }],
  }));
  return { ...ended, Result: { AnonymousUsers: [{ FileGroups }] } };
};
