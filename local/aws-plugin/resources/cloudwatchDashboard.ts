import {
  CloudWatchClient,
  DeleteDashboardsCommand,
  GetDashboardCommand,
  PutDashboardCommand,
} from "@aws-sdk/client-cloudwatch";
import { isDeepStrictEqual } from "node:util";
import type { Resource } from "../resource.ts";

type DashboardInputs = { dashboardBody: string; dashboardName: string };

/** `aws.cloudwatch.Dashboard`; its id is its name. A dashboard of this name that is there is taken over. */
export const cloudwatchDashboard: Resource<DashboardInputs> = {
  type: "aws:cloudwatch/dashboard:Dashboard",
  inputs: ["dashboardBody", "dashboardName"],
  naming: { input: "dashboardName", maxLength: 255 },
  notFound: ["ResourceNotFound", "DashboardNotFoundError"],

  async create(context, inputs) {
    await this.update?.(context, inputs.dashboardName, inputs, {});
    return inputs.dashboardName;
  },

  async read(context, DashboardName, { dashboardBody }) {
    const found = await context
      .client(CloudWatchClient)
      .send(new GetDashboardCommand({ DashboardName }));
    const same =
      dashboardBody !== undefined && sameJson(dashboardBody, found.DashboardBody ?? "null");
    return {
      dashboardArn: found.DashboardArn,
      // Equal JSON is no difference.
      dashboardBody: same ? dashboardBody : found.DashboardBody,
      dashboardName: found.DashboardName,
    };
  },

  async update(context, DashboardName, { dashboardBody }) {
    await context
      .client(CloudWatchClient)
      .send(new PutDashboardCommand({ DashboardName, DashboardBody: dashboardBody }));
  },

  async delete(context, name) {
    await context
      .client(CloudWatchClient)
      .send(new DeleteDashboardsCommand({ DashboardNames: [name] }));
  },
};

function sameJson(one: string, other: string): boolean {
  return isDeepStrictEqual(JSON.parse(one), JSON.parse(other));
}
