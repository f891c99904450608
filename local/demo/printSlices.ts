import { Agent } from "node:https";
import { GetRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  DescribeDashboardPermissionsCommand,
  DescribeDataSetCommand,
  DescribeDataSourceCommand,
  DescribeKeyRegistrationCommand,
  QuickSightClient,
} from "@aws-sdk/client-quicksight";
import { secretsRoleName } from "../../components/secretsAccess.ts";
import type { LocalAws } from "../startLocalAws.ts";
import { dashboards } from "./furnish.ts";

/** Prints what governs the data: keys, secrets, data sources, data sets with their rules, and who opens which dashboard. */
export async function printSlices(aws: LocalAws): Promise<void> {
  const credentials = { accessKeyId: aws.accountId, secretAccessKey: "test" };
  const { region } = aws;
  const quicksight = new QuickSightClient({ region, endpoint: aws.simulator.url, credentials });
  const iam = new IAMClient({
    region,
    endpoint: aws.rootEnvironment["AWS_ENDPOINT_URL"] ?? "",
    credentials,
    requestHandler: { httpsAgent: new Agent({ ca: aws.certificate }) },
  });
  const account = { AwsAccountId: aws.accountId };
  await printKeys(quicksight, account);
  await printSecrets(iam);
  await printData(quicksight, account);
  await printAccess(quicksight, account);
  quicksight.destroy();
  iam.destroy();
}

interface Account {
  readonly AwsAccountId: string;
}

async function printKeys(quicksight: QuickSightClient, account: Account): Promise<void> {
  const { KeyRegistration = [] } = await quicksight.send(
    new DescribeKeyRegistrationCommand(account),
  );
  console.log("  New data is encrypted with a key of your own:");
  for (const { KeyArn, DefaultKey } of KeyRegistration) {
    console.log(`    ${KeyArn ?? ""}${DefaultKey ? " (default)" : ""}`);
  }
}

async function printSecrets(iam: IAMClient): Promise<void> {
  const { PolicyDocument = "" } = await iam.send(
    new GetRolePolicyCommand({ RoleName: secretsRoleName, PolicyName: "read-selected-secrets" }),
  );
  const policy = JSON.parse(decodeURIComponent(PolicyDocument)) as {
    Statement: { Resource: string[] }[];
  };
  console.log("  QuickSight may read these secrets, and no others:");
  for (const arn of policy.Statement.flatMap(({ Resource }) => Resource)) console.log(`    ${arn}`);
}

async function printData(quicksight: QuickSightClient, account: Account): Promise<void> {
  console.log("  A database is reached with credentials that nobody sees:");
  const { DataSource } = await quicksight.send(
    new DescribeDataSourceCommand({ ...account, DataSourceId: "qsgov-default-sales" }),
  );
  const { Name = "", Type = "", Status = "", SecretArn = "", SslProperties } = DataSource ?? {};
  const tls = SslProperties?.DisableSsl === false ? "over TLS" : "without TLS";
  const secret = SecretArn.split(":").at(-1) ?? "";
  console.log(`    ${Name}: ${Type} ${tls}, ${Status}, secret ${secret}`);
  const { DataSet } = await quicksight.send(
    new DescribeDataSetCommand({ ...account, DataSetId: "qsgov-default-revenue" }),
  );
  const rules = DataSet?.ColumnLevelPermissionRules ?? [];
  console.log("  Everybody opens the same data set and sees their own rows and columns:");
  console.log(
    `    ${DataSet?.Name ?? ""}: rows by ${lastPart(DataSet?.RowLevelPermissionDataSet?.Arn)}`,
  );
  for (const { ColumnNames = [], Principals = [] } of rules) {
    console.log(
      `    ${DataSet?.Name ?? ""}: ${ColumnNames.join(", ")} for ${groupsOf(Principals)} only`,
    );
  }
}

async function printAccess(quicksight: QuickSightClient, account: Account): Promise<void> {
  console.log("  Who opens which dashboard:");
  for (const [DashboardId, name] of Object.entries(dashboards)) {
    const { Permissions = [] } = await quicksight.send(
      new DescribeDashboardPermissionsCommand({ ...account, DashboardId }),
    );
    const principals = Permissions.map(({ Principal = "" }) => Principal);
    console.log(`    ${name.padEnd(36)} ${groupsOf(principals)}`);
  }
}

function groupsOf(arns: readonly string[]): string {
  return arns
    .map((arn) => lastPart(arn).replace("quicksight-fed-", ""))
    .sort()
    .join(", ");
}

function lastPart(arn: string | undefined): string {
  return arn?.split("/").at(-1) ?? "";
}
