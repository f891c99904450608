import { randomUUID } from "node:crypto";
import {
  DescribeDashboardCommand,
  DescribeDashboardSnapshotJobCommand,
  DescribeDashboardSnapshotJobResultCommand,
  type QuickSightClient,
  StartDashboardSnapshotJobCommand,
} from "@aws-sdk/client-quicksight";
import { describeError } from "../../aws/describeError.ts";

/** What came of opening a dashboard. */
export type Opening =
  | { readonly is: "opened" }
  | { readonly is: "failed"; readonly why: string }
  /** It has begun, and has not ended yet; or cannot begin now, and why. */
  | { readonly is: "underWay"; readonly why?: string }
  /** Nobody can open it so: another way must show it. */
  | { readonly is: "impossible"; readonly why: string };

/** Opens one dashboard again and again, one job at a time. */
export interface DashboardProbe {
  /** Begins to open it, or looks how far that is. */
  readonly look: () => Promise<Opening>;
}

/**
 * Opens a dashboard as somebody anonymous does, by a snapshot as PDF: it reads the data and changes nothing (API reference of
 * StartDashboardSnapshotJob). It needs capacity pricing (UnsupportedPricingPlanException). A load is never tried in its place: under
 * another default key it would encrypt the data anew, and so open it.
 */
export function dashboardProbe(
  client: QuickSightClient,
  accountId: string,
  DashboardId: string,
): DashboardProbe {
  const address = { AwsAccountId: accountId, DashboardId };
  let job: string | undefined;
  let impossible: Opening | undefined;
  const begin = async (): Promise<Opening> => {
    const { Dashboard } = await client.send(new DescribeDashboardCommand(address));
    const SheetId = Dashboard?.Version?.Sheets?.[0]?.SheetId;
    if (SheetId === undefined) return { is: "impossible", why: "it has no sheet" };
    const SnapshotJobId = `qsgov-${randomUUID()}`;
    const SheetSelections = [{ SheetId, SelectionScope: "ALL_VISUALS" as const }];
    const FileGroups = [{ Files: [{ FormatType: "PDF" as const, SheetSelections }] }];
    await client.send(
      new StartDashboardSnapshotJobCommand({
        ...{ ...address, SnapshotJobId, SnapshotConfiguration: { FileGroups } },
        UserConfiguration: { AnonymousUsers: [{}] },
      }),
    );
    job = SnapshotJobId;
    return { is: "underWay" };
  };
  const end = async (SnapshotJobId: string): Promise<Opening> => {
    const { JobStatus } = await client.send(
      new DescribeDashboardSnapshotJobCommand({ ...address, SnapshotJobId }),
    );
    if (JobStatus !== "COMPLETED" && JobStatus !== "FAILED") return { is: "underWay" };
    job = undefined;
    const { ErrorInfo, Result } = await client.send(
      new DescribeDashboardSnapshotJobResultCommand({ ...address, SnapshotJobId }),
    );
    const files = (Result?.AnonymousUsers ?? []).flatMap(({ FileGroups = [] }) => FileGroups);
    const wrong = files.flatMap(({ S3Results = [] }) =>
      S3Results.flatMap((one) => one.ErrorInfo ?? []),
    );
    const problem = ErrorInfo ?? wrong[0];
    if (JobStatus === "COMPLETED" && problem === undefined) return { is: "opened" };
    const { ErrorType = "FAILED", ErrorMessage = "" } = problem ?? {};
    return { is: "failed", why: `${ErrorType} ${ErrorMessage}`.trim() };
  };
  return {
    look: async () => {
      if (impossible !== undefined) return impossible;
      const found = await (job === undefined ? begin() : end(job)).catch(explain);
      if (found.is === "impossible") impossible = found;
      return found;
    },
  };
}

/** What stays as it is, however often it is asked; of anything else, such as too many jobs at once, nobody knows. */
const lasting =
  /^(AccessDenied|InvalidParameterValue|ResourceNotFound|UnsupportedPricingPlan|UnsupportedUserEdition)/;

/** What a refusal of the call itself means, which unlike that of a job says nothing of the data. */
function explain(error: unknown): Opening {
  const isLasting = error instanceof Error && lasting.test(error.name);
  return { is: isLasting ? "impossible" : "underWay", why: describeError(error) };
}
