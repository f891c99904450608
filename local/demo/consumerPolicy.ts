import type { LocalAws } from "../startLocalAws.ts";

/** What the other team of `examples/consumer` must be allowed to do: data sets of their own, on the tenant's data sources. */
export function consumerPolicy({ accountId, region }: Pick<LocalAws, "accountId" | "region">) {
  const quicksight = `arn:aws:quicksight:${region}:${accountId}`;
  const allow = (resource: string, names: readonly string[]) => ({
    Effect: "Allow",
    Action: names.map((name) => `quicksight:${name}`),
    Resource: `${quicksight}:${resource}`,
  });
  return {
    Version: "2012-10-17",
    Statement: [
      allow("datasource/qsgov-*", ["CreateDataSet", "PassDataSource", "UpdateDataSet"]),
      allow("dataset/team-reports-*", [
        "DeleteDataSet",
        "DescribeDataSet",
        "DescribeDataSetPermissions",
        "DescribeDataSetRefreshProperties",
        "ListTagsForResource",
        "UpdateDataSet",
        "UpdateDataSetPermissions",
      ]),
    ],
  };
}
