import {
  DescribeDashboardCommand,
  DescribeDashboardDefinitionCommand,
  type QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { describeError } from "../aws/describeError.ts";
import { printable } from "../aws/printable.ts";
import { published } from "./dashboardVersion.ts";
import { type DesiredDashboard, markOf } from "./desiredDashboard.ts";
import { findDifferences } from "./findDifferences.ts";

/** What people see of a dashboard now. */
export interface ActualDashboard {
  /** Absent: not known. */
  readonly name?: string | undefined;
  /** `published`, or in words what is there in place of the definition. */
  readonly standing: string;
}

/**
 * Reads what people see of a dashboard: whether the published version is one of the definition, and where it differs if somebody published
 * another, as the console does with every change; undefined when there is none.
 */
export async function readDashboard(
  client: QuickSightClient,
  { accountId, dashboardId, definition }: Omit<DesiredDashboard, "name" | "tags">,
): Promise<ActualDashboard | undefined> {
  const address = { AwsAccountId: accountId, DashboardId: dashboardId };
  try {
    const { Dashboard } = await client.send(new DescribeDashboardCommand(address));
    const { VersionNumber, Description, Status = "" } = Dashboard?.Version ?? {};
    const name = Dashboard?.Name ?? "";
    if (Description === markOf(definition)) {
      const isBuilt = Status.endsWith("_SUCCESSFUL");
      return { name, standing: isBuilt ? published : `version ${VersionNumber} is ${Status}` };
    }
    const what = await describeDifference(client, address, definition);
    return {
      name,
      standing: printable(
        `version ${VersionNumber} is published, which is not of this definition (${what})`,
      ),
    };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    // A refresh stops at nothing that the update after it can name.
    return { standing: `not known: ${describeError(error)}` };
  }
}

/** Where the published version differs; that it is another one is known without. */
async function describeDifference(
  client: QuickSightClient,
  address: { readonly AwsAccountId: string; readonly DashboardId: string },
  definition: string,
): Promise<string> {
  try {
    const { Definition } = await client.send(new DescribeDashboardDefinitionCommand(address));
    const differences = findDifferences(JSON.parse(definition), Definition);
    return differences.length === 0 ? "no difference that is shown" : differences.join(", ");
  } catch (error) {
    return `where it differs cannot be read: ${describeError(error)}`;
  }
}
