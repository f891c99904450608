import {
  type DashboardVersionDefinition,
  DescribeDashboardCommand,
  type ResourceStatus,
} from "@aws-sdk/client-quicksight";
import type { FollowedKind, Standing } from "../aws/standing.ts";
import { describeErrors } from "./describeErrors.ts";

/** How long a version is waited for, in milliseconds: it takes seconds. */
const patience = 10 * 60_000;

/** How a version stands when people can see it. */
export const published = "published";

/**
 * A version of a dashboard while AWS builds it: CreateDashboard and UpdateDashboard answer at once, and what is wrong with the definition is
 * found later. Followed is `<dashboard id>/<number>`.
 *
 * @param definition what AWS was given, for what errors are about
 */
export function dashboardVersion(
  definition: DashboardVersionDefinition,
): Pick<FollowedKind, "look" | "limit"> {
  return {
    limit: patience,
    look: async (client, { accountId: AwsAccountId, subject, displayName }) => {
      const [DashboardId = "", number = ""] = subject.split("/");
      const { Dashboard } = await client.send(
        new DescribeDashboardCommand({ AwsAccountId, DashboardId, VersionNumber: Number(number) }),
      );
      const { Status, Errors = [] } = Dashboard?.Version ?? {};
      return judge(Status, number, () => {
        const reasons = describeErrors(Errors, definition);
        return `version ${number} of dashboard ${displayName} was not built: ${reasons}`;
      });
    },
  };
}

function judge(status: ResourceStatus | undefined, mark: string, explain: () => string): Standing {
  const text = `version ${mark} is ${status ?? "not shown"}`;
  if (status?.endsWith("_SUCCESSFUL") === true) return { is: "done", text, mark };
  if (status?.endsWith("_FAILED") === true) {
    return { is: "wrong", text: `version ${mark} was not built`, mark, problem: explain() };
  }
  return { is: "running", text, mark };
}
