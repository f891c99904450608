import assert from "node:assert/strict";
import { Agent } from "node:https";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { parseTenant } from "../../core/settings/parseTenant.ts";
import { createDeployer, deployerName } from "../../local/emulator/createDeployer.ts";
import { type Emulator, startEmulator } from "../../local/emulator/startEmulator.ts";
import { checkSourceRoles } from "../../stacks/checkSourceRoles.ts";

const accountId = "111122223333";
const region = "eu-west-1";
const facts = { accountId, partition: "aws", region, identityRegion: region };
const arnOf = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;
const dataRoleArn = arnOf("data-files");
const allow = (...statements: object[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
  });
const trust = { Principal: { Service: "quicksight.amazonaws.com" }, Action: "sts:AssumeRole" };

const settings = (dataSources: object, dataSets: object = {}) => {
  const { settings: found, problems } = parseTenant({
    ...{ namespace: "default", account: "o/p/dev", membership: { file: "m.csv" } },
    ...{ groups: { admin: { role: "ADMIN" } }, dataSources, dataSets },
  });
  assert.deepEqual(problems, []);
  assert.ok(found !== undefined);
  return found;
};
const athena = (roleArn: string, more: object = {}) => ({
  ...{ type: "ATHENA", name: "Lake", workGroup: "analysts", roleArn },
  ...more,
});

describe("the roles that data sources are handed over with", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  let root: object;
  before(async () => {
    emulator = await startEmulator({ accountId, region });
    root = access(accountId, "test");
  });
  beforeEach(() => emulator.reset());
  after(() => emulator.close());

  const access = (accessKeyId: string, secretAccessKey: string) => ({
    ...{ region, endpoint: emulator.url, credentials: { accessKeyId, secretAccessKey } },
    requestHandler: { httpsAgent: new Agent({ ca: emulator.certificate }) },
  });
  const make = async (RoleName: string, ...statements: object[]) => {
    const iam = new IAMClient(root);
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: allow(trust) }));
    if (statements.length > 0) {
      const policy = { RoleName, PolicyName: "p", PolicyDocument: allow(...statements) };
      await iam.send(new PutRolePolicyCommand(policy));
    }
    iam.destroy();
  };
  /** What is said of each data source and data set to somebody with these rights, by its key. */
  const check = async (declared: Parameters<typeof settings>, ...rights: object[]) => {
    const looks = { Action: ["iam:SimulatePrincipalPolicy", "iam:GetRole"], Resource: "*" };
    const deployer = await createDeployer(emulator, {
      some: JSON.parse(allow(looks, ...rights)) as object,
    });
    const keys = [deployer["AWS_ACCESS_KEY_ID"] ?? "", deployer["AWS_SECRET_ACCESS_KEY"] ?? ""];
    const found = await checkSourceRoles(settings(...declared), { dataRoleArn }, facts, {
      ...access(keys[0] ?? "", keys[1] ?? ""),
      arn: `arn:aws:iam::${accountId}:user/${deployerName}`,
    });
    return Object.fromEntries(
      [...found.dataSources, ...found.dataSets].map(([name, problems]) => [
        name,
        problems.map(({ where, message }) => `${where}: ${message}`),
      ]),
    );
  };
  const passing = (...roles: string[]) => ({ Action: "iam:PassRole", Resource: roles });
  const asking = [
    ...["athena:GetQueryExecution", "athena:GetQueryResults", "athena:GetWorkGroup"],
    ...["athena:StartQueryExecution", "athena:StopQueryExecution"],
  ];

  it("stop their data source alone where the deployer may not hand them over", async () => {
    const Resource = `arn:aws:athena:${region}:${accountId}:workgroup/*`;
    await make("mine", { Action: asking, Resource });
    await make("theirs", { Action: asking, Resource });
    const file = { type: "S3", name: "File", file: "data/fact_revenue.csv" };
    const sources = { mine: athena(arnOf("mine")), theirs: athena(arnOf("theirs")), file };
    const found = await check([sources], passing(arnOf("mine"), dataRoleArn));
    assert.deepEqual(Object.keys(found), ["theirs"]);
    assert.match(
      found["theirs"]?.join() ?? "",
      /^tenant\.dataSources\.theirs\.roleArn: arn:aws:iam::111122223333:user\/\S+ may not iam:PassRole on arn:aws:iam::111122223333:role\/theirs \(implicitDeny\); allow it in the caller's policy$/,
    );
  });

  it("are those that files are read with, too", async () => {
    const file = { type: "S3", name: "File", file: "data/fact_revenue.csv" };
    const found = await check([{ file }], passing(arnOf("mine")));
    assert.match(found["file"]?.join() ?? "", /^tenant\.dataSources\.file: .*role\/data-files/);
  });

  it("are those that rules about rows are read with, and stop the data sets with rules alone", async () => {
    const db = { type: "POSTGRESQL", name: "DB", host: "h", port: 1, database: "d", secret: "s" };
    const set = { name: "Revenue", source: "db", table: { name: "t" }, columns: ["country"] };
    const rowRules = [{ group: "admin", values: { country: "USA" } }];
    const sets = { revenue: { ...set, rowRules }, open: { ...set, name: "Open" } };
    const found = await check([{ db }, sets], passing(arnOf("mine")));
    assert.deepEqual(Object.keys(found), ["revenue"]);
    assert.match(
      found["revenue"]?.join() ?? "",
      /^tenant\.dataSets\.revenue\.rowRules: .* may not iam:PassRole on .*role\/data-files/,
    );
    await emulator.reset();
    assert.deepEqual(await check([{ db }, sets], passing(dataRoleArn)), {});
  });

  it("must be allowed what the data source does with them", async () => {
    const inGroup = `arn:aws:athena:${region}:${accountId}:workgroup/analysts`;
    await make("bare");
    await make("other", { Action: asking, Resource: inGroup.replace("analysts", "primary") });
    await make("right", { Action: asking, Resource: inGroup });
    await make("chained", { Action: "sts:AssumeRole", Resource: "*" });
    const consumerAccountRoleArn = "arn:aws:iam::444455556666:role/athena";
    const found = await check(
      [
        {
          bare: athena(arnOf("bare")),
          other: athena(arnOf("other")),
          primary: athena(arnOf("other"), { workGroup: undefined }),
          right: athena(arnOf("right")),
          chained: athena(arnOf("chained"), { consumerAccountRoleArn }),
          unchained: athena(arnOf("right"), { consumerAccountRoleArn }),
        },
      ],
      passing("*"),
    );
    assert.deepEqual(Object.keys(found), ["bare", "other", "unchained"]);
    assert.equal(
      found["bare"]?.join("\n"),
      `tenant.dataSources.bare.roleArn: the role bare may not ${asking.join(", ")} on ${inGroup} (implicitDeny); allow it in the role's policy`,
    );
    assert.match(found["unchained"]?.join() ?? "", /may not sts:AssumeRole on arn:aws:iam::4444/);
  });

  it("must be allowed to enter the cluster of Redshift as the user that the settings name", async () => {
    await make("bare");
    const start = `arn:aws:redshift:${region}:${accountId}`;
    await make("right", {
      Action: ["redshift:GetClusterCredentials", "redshift:JoinGroup"],
      Resource: [`${start}:dbuser:main/bi`, `${start}:dbname:main/sales`, `${start}:dbgroup:*`],
    });
    const redshift = (name: string, more: object = {}) => ({
      ...{ type: "REDSHIFT", name: "R", clusterId: "main", database: "sales" },
      ...{ roleArn: arnOf(name), databaseUser: "bi", databaseGroups: ["readers"], ...more },
    });
    const found = await check(
      [
        {
          bare: redshift("bare"),
          right: redshift("right"),
          making: redshift("right", { autoCreateDatabaseUser: true }),
        },
      ],
      passing("*"),
    );
    assert.deepEqual(Object.keys(found), ["bare", "making"]);
    assert.match(
      found["bare"]?.join() ?? "",
      /redshift:GetClusterCredentials on .*dbuser:main\/bi/,
    );
    assert.match(found["making"]?.join() ?? "", /may not redshift:CreateClusterUser on /);
  });

  it("are said nothing of to who may not ask IAM", async () => {
    await make("bare");
    const deployer = await createDeployer(emulator, {
      none: JSON.parse(allow({ Action: "sts:GetCallerIdentity", Resource: "*" })) as object,
    });
    const as = access(deployer["AWS_ACCESS_KEY_ID"] ?? "", deployer["AWS_SECRET_ACCESS_KEY"] ?? "");
    const arn = `arn:aws:iam::${accountId}:user/${deployerName}`;
    const sources = settings({ bare: athena(arnOf("bare")) });
    assert.deepEqual(await checkSourceRoles(sources, { dataRoleArn }, facts, { ...as, arn }), {
      dataSources: new Map(),
      dataSets: new Map(),
    });
  });
});
