import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/**
 * Somebody's QuickSight, declared with plain resources and none of this project's components: a data source with its secret and the role that
 * reads it, a data set with row rules, and the key that encrypts both. It passes the policy pack with its configuration for production;
 * `weak: true` undoes one thing each of what the pack watches.
 */
const config = new pulumi.Config();
const weak = config.getBoolean("weak") ?? false;
const accountId = config.require("accountId");
const region = config.require("region");
const tags = { environment: "prod", owner: "sales-analytics" };

const policy = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

const key = new aws.kms.Key(
  "sales",
  {
    description: "Sales in QuickSight",
    enableKeyRotation: !weak,
    rotationPeriodInDays: 365,
    deletionWindowInDays: 30,
    tags,
  },
  { protect: true },
);

new aws.quicksight.KeyRegistration(
  "sales",
  { awsAccountId: accountId, keyRegistrations: [{ keyArn: key.arn, defaultKey: true }] },
  { protect: true },
);

const secretArn = `arn:aws:secretsmanager:${region}:${accountId}:secret:sales-db`;
const role = new aws.iam.Role("secrets", {
  name: "aws-quicksight-secretsmanager-role-v0",
  path: "/service-role/",
  assumeRolePolicy: policy({
    Effect: "Allow",
    Principal: { Service: "quicksight.amazonaws.com" },
    Action: "sts:AssumeRole",
  }),
  tags,
});
new aws.iam.RolePolicy("secrets", {
  role: role.name,
  policy: policy({
    Effect: "Allow",
    Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
    Resource: weak ? "*" : `${secretArn}-??????`,
  }),
});

const source = new aws.quicksight.DataSource("sales", {
  awsAccountId: accountId,
  dataSourceId: "sales",
  name: "Sales",
  type: "POSTGRESQL",
  parameters: { postgresql: { host: "sales.internal", port: 5432, database: "sales" } },
  credentials: weak
    ? { credentialPair: { username: "reader", password: "only-for-the-example" } }
    : { secretArn: `${secretArn}-AbCdEf` },
  sslProperties: { disableSsl: false },
  vpcConnectionProperties: {
    vpcConnectionArn: `arn:aws:quicksight:${region}:${accountId}:vpcConnection/sales`,
  },
  tags,
});

const rules = new aws.quicksight.DataSet("rules", {
  awsAccountId: accountId,
  dataSetId: "orders-rules",
  name: "Who sees which orders",
  importMode: "SPICE",
  physicalTableMaps: [
    {
      physicalTableMapId: "rules",
      relationalTable: {
        dataSourceArn: source.arn,
        schema: "sales",
        name: "row_rules",
        inputColumns: [
          { name: "GroupName", type: "STRING" },
          { name: "country", type: "STRING" },
        ],
      },
    },
  ],
  tags,
});

new aws.quicksight.DataSet("orders", {
  awsAccountId: accountId,
  dataSetId: "orders",
  name: "Orders",
  importMode: "SPICE",
  physicalTableMaps: [
    {
      physicalTableMapId: "orders",
      relationalTable: {
        dataSourceArn: source.arn,
        schema: "sales",
        name: "orders",
        inputColumns: [
          { name: "country", type: "STRING" },
          { name: "amount", type: "DECIMAL" },
        ],
      },
    },
  ],
  rowLevelPermissionDataSet: {
    arn: rules.arn,
    permissionPolicy: weak ? "DENY_ACCESS" : "GRANT_ACCESS",
    status: "ENABLED",
  },
  permissions: [
    {
      principal: `arn:aws:quicksight:${region}:${accountId}:group/default/sales-readers`,
      actions: [
        "quicksight:DescribeDataSet",
        "quicksight:DescribeDataSetPermissions",
        "quicksight:PassDataSet",
        "quicksight:DescribeIngestion",
        "quicksight:ListIngestions",
      ],
    },
  ],
  tags,
});
