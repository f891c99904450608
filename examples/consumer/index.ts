import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { permissionSet } from "@quicksight-governance/core/assets";
import { readTenantOutputs } from "../../stacks/outputs.ts";

/**
 * A data set of a team's own on a data source that the tenant stack governs: the team writes the query and decides on its
 * readers among the tenant's groups; host, credentials and keys stay where they are.
 */
export default async function reports() {
  const config = new pulumi.Config();
  // Plain values, checked: a tenant stack that lacks something is named here, and not by QuickSight halfway.
  const tenant = await readTenantOutputs(config.require("tenant"));
  const sales = pick("data source", "sales", tenant.dataSources);
  const developers = pick("group", "bi-developer", tenant.groups);

  const dataSet = new aws.quicksight.DataSet("orders-by-country", {
    awsAccountId: tenant.accountId,
    dataSetId: "team-reports-orders-by-country",
    name: "Orders by country",
    importMode: "DIRECT_QUERY",
    physicalTableMaps: [
      {
        physicalTableMapId: "orders",
        customSql: {
          dataSourceArn: sales.arn,
          name: "Orders by country",
          sqlQuery: "select country, count(*) as orders from sales.orders group by country",
          columns: [
            { name: "country", type: "STRING" },
            { name: "orders", type: "INTEGER" },
          ],
        },
      },
    ],
    permissions: [{ principal: developers.arn, actions: permissionSet("data-set", "viewer") }],
    tags: { owner: "team-reports", environment: "dev" },
  });
  return { dataSetArn: dataSet.arn };
}

function pick<T>(kind: string, name: string, from: Readonly<Record<string, T>>): T {
  const found = from[name];
  if (found !== undefined) return found;
  const known = Object.keys(from).join(", ");
  throw new pulumi.RunError(
    `the tenant has no ${kind} "${name}" (it has ${known}); ask its owners`,
  );
}
