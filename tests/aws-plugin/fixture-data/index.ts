import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const stage = config.get("stage") ?? "first";
const password = config.requireSecret("password");
const tags = { stage };

const viewer = ["DescribeDataSource", "DescribeDataSourcePermissions", "PassDataSource"];
const owner = [...viewer, "UpdateDataSource", "DeleteDataSource", "UpdateDataSourcePermissions"];
const reader = [
  "DescribeDataSet",
  "DescribeDataSetPermissions",
  "PassDataSet",
  "DescribeIngestion",
  "ListIngestions",
];
const named = (actions: string[]) => actions.map((action) => `quicksight:${action}`);

const key = new aws.kms.Key("data", {
  description: stage,
  deletionWindowInDays: 7,
  enableKeyRotation: stage === "first",
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Account",
        Effect: "Allow",
        Principal: {
          AWS: pulumi.interpolate`arn:aws:iam::${aws.getCallerIdentityOutput().accountId}:root`,
        },
        Action: ["kms:*"],
        Resource: ["*"],
      },
    ],
  }),
  tags,
});
const alias = new aws.kms.Alias("data", { targetKeyId: key.keyId });
const registration = new aws.quicksight.KeyRegistration("keys", {
  keyRegistrations: [{ keyArn: key.arn, defaultKey: true }],
});

const secret = new aws.secretsmanager.Secret("database", {
  description: stage,
  kmsKeyId: key.arn,
  recoveryWindowInDays: 0,
  tags,
});
const version = new aws.secretsmanager.SecretVersion("database", {
  secretId: secret.id,
  secretString: pulumi.jsonStringify({ username: "bi", password, stage }),
});
const role = new aws.iam.Role("secrets", {
  name: "aws-quicksight-secretsmanager-role-v0",
  path: "/service-role/",
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "quicksight.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ],
  }),
});
const mayRead = new aws.iam.RolePolicy("secrets", {
  role: role.name,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secret.arn },
      // The secret has a key of its own.
      { Effect: "Allow", Action: "kms:Decrypt", Resource: key.arn },
    ],
  }),
});

const analysts = new aws.quicksight.Group("analysts", { groupName: "analysts" });
const admins = new aws.quicksight.Group("admins", { groupName: "admins" });

const warehouse = new aws.quicksight.DataSource(
  "warehouse",
  {
    dataSourceId: "warehouse",
    name: "Warehouse",
    type: "POSTGRESQL",
    parameters: {
      postgresql: { host: `${stage}.db.example.com`, port: 5432, database: "warehouse" },
    },
    credentials: { secretArn: secret.arn },
    permissions:
      stage === "first"
        ? [
            { principal: admins.arn, actions: named(owner).toReversed() },
            { principal: analysts.arn, actions: named(viewer) },
          ]
        : [{ principal: admins.arn, actions: named(viewer) }],
    sslProperties: { disableSsl: false },
    tags,
  },
  { dependsOn: [version, mayRead] },
);
const shop = new aws.quicksight.DataSource("shop", {
  dataSourceId: "shop",
  type: "AURORA",
  parameters: { aurora: { host: "shop.db.example.com", port: 3306, database: "shop" } },
  credentials: { credentialPair: { username: "bi", password } },
});
const files = new aws.quicksight.DataSource("files", {
  dataSourceId: `files-${stage}`,
  name: "Files",
  type: "S3",
  parameters: { s3: { manifestFileLocation: { bucket: "files", key: "manifest.json" } } },
});

const rules = new aws.quicksight.DataSet("rules", {
  dataSetId: "rules",
  name: "Rules",
  importMode: "SPICE",
  useAs: "RLS_RULES",
  physicalTableMaps: [
    {
      physicalTableMapId: "rules",
      s3Source: {
        dataSourceArn: files.arn,
        // What AWS fills in, and no first row: anything else would be a difference in every run.
        uploadSettings: {
          format: "CSV",
          delimiter: ",",
          textQualifier: "DOUBLE_QUOTE",
          containsHeader: true,
        },
        inputColumns: ["GroupName", "region"].map((name) => ({ name, type: "STRING" })),
      },
    },
  ],
});
const orders = new aws.quicksight.DataSet("orders", {
  dataSetId: "orders",
  name: "Orders",
  importMode: "SPICE",
  physicalTableMaps: [
    {
      physicalTableMapId: "orders",
      relationalTable: {
        dataSourceArn: warehouse.arn,
        schema: "public",
        name: "orders",
        inputColumns: [
          { name: "id", type: "INTEGER" },
          { name: "region", type: "STRING" },
          { name: "email", type: "STRING" },
          { name: "ordered", type: "DATETIME" },
        ],
      },
    },
    {
      physicalTableMapId: "customers",
      customSql: {
        dataSourceArn: shop.arn,
        name: "customers",
        sqlQuery: "select id, name from customers",
        columns: [
          { name: "customer", type: "INTEGER" },
          { name: "name", type: "STRING" },
        ],
      },
    },
  ],
  logicalTableMaps: [
    { logicalTableMapId: "orders", alias: "orders", source: { physicalTableId: "orders" } },
    {
      logicalTableMapId: "customers",
      alias: "customers",
      source: { physicalTableId: "customers" },
    },
    {
      logicalTableMapId: "joined",
      alias: "joined",
      source: {
        joinInstruction: {
          leftOperand: "orders",
          rightOperand: "customers",
          type: "INNER",
          onClause: "id = customer",
        },
      },
      dataTransforms: [
        { renameColumnOperation: { columnName: "name", newColumnName: "customer name" } },
        {
          tagColumnOperation: {
            columnName: "region",
            tags: [{ columnGeographicRole: "STATE" }],
          },
        },
      ],
    },
  ],
  fieldFolders: [{ fieldFoldersId: "who", columns: ["customer name"], description: stage }],
  rowLevelPermissionDataSet: {
    arn: rules.arn,
    permissionPolicy: "GRANT_ACCESS",
    formatVersion: "VERSION_1",
    status: "ENABLED",
  },
  columnLevelPermissionRules: [{ principals: [admins.arn], columnNames: ["email"] }],
  dataSetUsageConfiguration: { disableUseAsImportedSource: true },
  permissions: [{ principal: analysts.arn, actions: named(reader) }],
  refreshProperties: {
    refreshConfiguration: {
      incrementalRefresh: {
        lookbackWindow: {
          columnName: "ordered",
          size: stage === "first" ? 1 : 2,
          sizeUnit: "DAY",
        },
      },
    },
  },
  tags,
});

new aws.quicksight.RefreshSchedule("daily", {
  dataSetId: orders.dataSetId,
  scheduleId: "daily",
  schedule: {
    refreshType: "FULL_REFRESH",
    startAfterDateTime: "2099-01-31T06:00:00",
    scheduleFrequency: { interval: "DAILY", timeOfTheDay: stage === "first" ? "06:00" : "07:00" },
  },
});
const folder = new aws.quicksight.Folder("sales", {
  folderId: "sales",
  name: `Sales ${stage}`,
  permissions: [{ principal: analysts.arn, actions: named(["DescribeFolder"]) }],
  tags,
});
const inner = new aws.quicksight.Folder("inner", {
  folderId: "sales-inner",
  name: "Inner",
  parentFolderArn: folder.arn,
});
const membership = new aws.quicksight.FolderMembership("orders", {
  folderId: inner.folderId,
  memberType: "DATASET",
  memberId: orders.dataSetId,
});

export const keyArn = key.arn;
export const aliasName = alias.name;
export const registrationId = registration.id;
export const secretArn = secret.arn;
export const versionId = version.id;
export const sourceId = warehouse.id;
export const shopName = shop.name;
export const dataSetId = orders.id;
export const columns = orders.outputColumns.apply((all) =>
  all.map(({ name, type }) => `${name} ${type}`).join(", "),
);
export const membershipId = membership.id;
